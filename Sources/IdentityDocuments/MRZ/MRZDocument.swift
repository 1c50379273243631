// SPDX-License-Identifier: Apache-2.0
// A machine-readable zone, read: MRZText → fields, check digits, dates, codes → findings.
//
// Goals, in order: (1) say where to look, never what should stand there; (2) what some State really prints is a note, never a
// fault; (3) every finding with the characters to compare. After ICAO Doc 9303, 8th edition, parts 3 to 7.

/// What a zone says, and what about it does not agree.
public struct MRZDocument {
  public let format: MRZFormat
  private let text: MRZText
  /// What the document is; nil where its code says nothing.
  public private(set) var kind: DocumentKind?
  public private(set) var findings: MRZFindings
  public private(set) var isSpecimen = false
  public private(set) var birth: MRZDate?
  /// The day of expiry; nil where the characters are no date.
  public private(set) var expiry: CalendarDay?
  /// How many characters of the optional field belong to a document number of more than nine; 0 for others.
  private var numberOverflow = 0
  private var agreements: InlineArray<5, Agreement> = InlineArray(repeating: .absent)

  /// What a check digit and its characters are to each other.
  public enum Agreement: UInt8, Sendable {
    /// The format has no such digit.
    case absent
    case agrees, disagrees
  }

  /// Reads a zone as it was typed.
  ///
  /// - Parameters:
  ///   - today: decides which century a year of two digits means.
  ///   - memory: where the zone is kept, until the next one is read.
  /// - Complexity: O(characters typed), no allocation.
  /// - Throws: why the text is no machine-readable zone, and where.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, today: CalendarDay, memory: MRZMemory) throws(MRZFault) {
    text = try MRZText(bytes, memory: memory)
    findings = MRZFindings(memory)
    format = text.format
    readCodes()
    readNumber()
    readDates(today: today)
    readOptional()
    readComposite()
    readName()
  }
}

// MARK: - Reading it out

extension MRZDocument {
  /// Whether a field and its check digit agree; `.name` and other fields without a digit are `.absent`.
  public func agreement(of field: MRZField) -> Agreement {
    guard let slot = MRZDocument.slot(of: field) else { return .absent }
    return agreements[slot]
  }

  /// A character; line and position count from 1.
  @inline(never)
  public func character(_ line: Int, _ position: Int) -> UInt8 { text[line, position] }

  /// How many characters a field has without the fillers at its end.
  @inline(never)
  public func filledCount(_ place: MRZPlace) -> Int {
    var count = place.count
    while count > 0, character(place.line, place.first + count - 1) == MRZCharacter.filler { count -= 1 }
    return count
  }

  /// The characters of a field's part, offsets into the field.
  public func characters(_ place: MRZPlace, _ part: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    let start = (place.line - 1) * text.lineLength + place.first - 1
    return UnsafeBufferPointer(rebasing: text.characters[start + part.lowerBound..<start + part.upperBound])
  }

  /// Where primary and secondary identifier stand in the name field, as offsets into it; the rest are fillers.
  public var nameParts: (primary: Range<Int>, secondary: Range<Int>) {
    let place = place(.name)
    let filled = filledCount(place)
    var border = 0
    while border + 1 < place.count, !isFiller(place, border) || !isFiller(place, border + 1) { border += 1 }
    if border + 1 >= place.count || border >= filled { return (0..<filled, filled..<filled) }
    let secondary = min(border + 2, filled)
    return (0..<border, secondary..<filled)
  }

  /// Whether a letter stands at the name field's end: then names must be treated as cut off.
  public var isNameFull: Bool {
    let place = place(.name)
    return character(place.line, place.last) != MRZCharacter.filler
  }

  /// How many characters of a long document number stand in the optional field, its digit left out.
  public var longNumberCount: Int { max(0, numberOverflow - 1) }

  @inline(never)
  private func isFiller(_ place: MRZPlace, _ offset: Int) -> Bool {
    character(place.line, place.first + offset) == MRZCharacter.filler
  }

  /// The place of a field that every format has.
  @inline(never)
  private func place(_ field: MRZField) -> MRZPlace {
    guard let place = format.place(of: field) else { preconditionFailure("a field that not every format has") }
    return place
  }

  private static func slot(of field: MRZField) -> Int? {
    switch field {
    case .number, .numberDigit: 0
    case .birth, .birthDigit: 1
    case .expiry, .expiryDigit: 2
    case .optional, .optionalDigit: 3
    case .compositeDigit: 4
    default: nil
    }
  }
}

// MARK: - Check digits

extension MRZDocument {
  @inline(never)
  private func add(_ place: MRZPlace, to sum: inout CheckSum) {
    for position in place.first...place.last { sum.add(character(place.line, position)) }
  }

  @inline(never)
  private mutating func note(_ field: MRZField, agrees: Bool, _ kind: MRZFinding.Kind, at place: MRZPlace) {
    if let slot = MRZDocument.slot(of: field) { agreements[slot] = agrees ? .agrees : .disagrees }
    if !agrees { findings.add(kind, at: place) }
  }

  /// A field and the digit behind it.
  @inline(never)
  private mutating func check(_ field: MRZField, _ digitField: MRZField, _ kind: MRZFinding.Kind) {
    let (place, digit) = (place(field), place(digitField))
    var sum = CheckSum()
    add(place, to: &sum)
    let agrees = sum.agrees(with: character(digit.line, digit.first))
    note(field, agrees: agrees, kind, at: MRZPlace(format, field, line: place.line, place.first...digit.last))
  }

  /// A number of up to nine characters, or a longer one that goes on in the optional field (Doc 9303-5, section 4.2.4).
  private mutating func readNumber() {
    let (place, digit) = (place(.number), place(.numberDigit))
    let isFull = character(place.line, place.last) != MRZCharacter.filler
    let takesLongNumbers = format == .td1 || format == .td2
    guard takesLongNumbers, isFull, character(digit.line, digit.first) == MRZCharacter.filler,
      let optional = format.place(of: .optional)
    else { return check(.number, .numberDigit, .number) }
    var count = 0
    while count < optional.count, !isFiller(optional, count) { count += 1 }
    guard count >= 2 else { return check(.number, .numberDigit, .number) }
    numberOverflow = count
    var (plain, withFiller) = (CheckSum(), CheckSum())
    add(place, to: &plain)
    add(place, to: &withFiller)
    withFiller.add(MRZCharacter.filler)
    for offset in 0..<count - 1 {
      plain.add(character(optional.line, optional.first + offset))
      withFiller.add(character(optional.line, optional.first + offset))
    }
    let typed = character(optional.line, optional.first + count - 1)
    let whole = longNumberPlace(place, optional, count)
    let isPlain = plain.agrees(with: typed)
    note(.number, agrees: isPlain || withFiller.agrees(with: typed), .number, at: whole)
    findings.add(isPlain || !withFiller.agrees(with: typed) ? .longNumber : .longNumberWithFiller, at: whole)
  }

  private func longNumberPlace(_ number: MRZPlace, _ optional: MRZPlace, _ count: Int) -> MRZPlace {
    // In TD1 the optional field follows at once; in TD2 it stands at the end of the line.
    let first = format == .td1 ? number.first : optional.first
    return MRZPlace(format, .number, line: number.line, first...(optional.first + count - 1))
  }

  /// The personal number of a passport; empty, its digit may be 0 or a filler.
  private mutating func readOptional() {
    guard format == .td3 else { return }
    let (place, digit) = (place(.optional), place(.optionalDigit))
    if filledCount(place) == 0, character(digit.line, digit.first) == MRZCharacter.filler {
      return note(.optional, agrees: true, .optional, at: place)
    }
    check(.optional, .optionalDigit, .optional)
  }

  private mutating func readComposite() {
    guard let digit = format.place(of: .compositeDigit) else { return }
    var sum = CheckSum()
    for index in 0..<MRZLayouts.compositeCount {
      let part = MRZLayouts.composites[index]
      guard part.format == format else { continue }
      for position in part.first...part.last { sum.add(character(part.line, position)) }
    }
    let agrees = sum.agrees(with: character(digit.line, digit.first))
    agreements[4] = agrees ? .agrees : .disagrees
    // It follows from a group that disagrees, and is worth a word only where each group for itself agrees.
    if !agrees, findings.disagreementCount == 0 {
      findings.add(.composite, at: MRZPlace(format, .compositeDigit, line: digit.line, 1...digit.last))
    }
  }
}

// MARK: - Codes, dates and names

extension MRZDocument {
  private mutating func readCodes() {
    let code = place(.documentCode)
    let row = DocumentCodes.row(format, character(code.line, code.first), character(code.line, code.last))
    kind = row?.kind
    if row?.isListed != true { findings.add(.documentCodeUnlisted, at: code) }
    if kind == .visa { findings.add(.visa, at: code) }
    readState(.issuer, .issuerUnlisted)
    readState(.nationality, .nationalityUnlisted)
    let sex = place(.sex)
    switch character(sex.line, sex.first) {
    case UInt8(ascii: "M"), UInt8(ascii: "F"), MRZCharacter.filler: break
    default: findings.add(.sexUnlisted, at: sex)
    }
  }

  @inline(never)
  private mutating func readState(_ field: MRZField, _ kind: MRZFinding.Kind) {
    let place = place(field)
    let letters = (
      character(place.line, place.first), character(place.line, place.first + 1), character(place.line, place.last)
    )
    if MRZCharacter.isDigit(letters.0) || MRZCharacter.isDigit(letters.1) || MRZCharacter.isDigit(letters.2) {
      return findings.add(.codeNotLetters, at: place)
    }
    switch StateCode(letters.0, letters.1, letters.2) {
    case .listed: break
    case .unlisted: findings.add(kind, at: place)
    case .specimen:
      isSpecimen = true
      findings.add(.specimen, at: place)
    }
  }

  private mutating func readDates(today: CalendarDay) {
    check(.birth, .birthDigit, .birth)
    check(.expiry, .expiryDigit, .expiry)
    birth = date(.birth)
    if let birth {
      if !birth.isComplete {
        findings.add(.birthUnknown, at: place(.birth))
      } else if birth.birth(today: today) == nil {
        findings.add(.birthNotADate, at: place(.birth))
      }
    } else {
      findings.add(.birthNotADate, at: place(.birth))
    }
    expiry = date(.expiry)?.expiry(today: today)
    guard let expiry else { return findings.add(.expiryNotADate, at: place(.expiry)) }
    // Documents hold for ten years, a few for fifteen: further ahead, the century may be another.
    if expiry.number - today.number > 16 * 366 { findings.add(.expiryFarAhead, at: place(.expiry)) }
  }

  private func date(_ field: MRZField) -> MRZDate? {
    let place = place(field)
    return MRZDate(characters(place, 0..<6))
  }

  private mutating func readName() {
    let place = place(.name)
    var (hasLetters, hasDigits) = (false, false)
    for position in place.first...place.last {
      if MRZCharacter.isLetter(character(place.line, position)) { hasLetters = true }
      if MRZCharacter.isDigit(character(place.line, position)) { hasDigits = true }
    }
    if !hasLetters { findings.add(.nameMissing, at: place) }
    if hasDigits { findings.add(.nameDigits, at: place) }
    if isNameFull { findings.add(.nameTruncated, at: place) }
  }

  /// Notes that a date typed beside the zone is another in it.
  public mutating func compare(born: CalendarDay?, expires: CalendarDay?, today: CalendarDay) {
    if let born, let found = birth?.birth(today: today), found != born {
      findings.add(.birthDiffers, at: place(.birth))
    }
    if let expires, let expiry, expiry != expires { findings.add(.expiryDiffers, at: place(.expiry)) }
  }
}
