// SPDX-License-Identifier: Apache-2.0

import IdentityDocuments
import TestSupport
import Testing

@Suite struct ZoneTests {
  private let desk = ZoneDesk()
  private let passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
  private let card = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"

  // MARK: - Specimens

  @Test func `every specimen is read as its origin says`() throws {
    let vectors = try Vector.all()
    #expect(vectors.count == 27)
    for vector in vectors {
      let document = try desk.read(vector.lines.joined(separator: "\n"))
      let expected = vector.expected
      #expect("\(document.format.name)".replacing("-", with: "") == expected.format, "\(vector.id)")
      #expect(document.text(.documentCode) == expected.documentCode, "\(vector.id)")
      #expect(document.text(.issuer) == expected.issuer, "\(vector.id)")
      #expect(document.text(.nationality) == expected.nationality, "\(vector.id)")
      #expect(document.text(.birth, trimmed: false) == expected.birth, "\(vector.id)")
      #expect(document.text(.expiry) == expected.expiry, "\(vector.id)")
      #expect(document.text(.sex) == (expected.sex == "unspecified" ? "" : expected.sex), "\(vector.id)")
      #expect(document.name(document.nameParts.primary) == expected.primary, "\(vector.id)")
      #expect(document.name(document.nameParts.secondary) == expected.secondary, "\(vector.id)")
      #expect(document.isNameFull == expected.nameFieldFull, "\(vector.id)")
      let overflow = document.text(.optional).prefix(document.longNumberCount)
      #expect(document.text(.number) + overflow == expected.documentNumber, "\(vector.id)")
    }
  }

  @Test func `every check digit of every specimen agrees or not as its origin says`() throws {
    for vector in try Vector.all() {
      let document = try desk.read(vector.lines.joined(separator: "\n"))
      let checks = vector.expected.checks
      func expect(_ field: MRZField, _ isRight: Bool?) {
        let wanted: MRZDocument.Agreement = isRight.map { $0 ? .agrees : .disagrees } ?? .absent
        #expect(document.agreement(of: field) == wanted, "\(vector.id) \(field)")
      }
      expect(.number, checks.number)
      expect(.birth, checks.birth)
      expect(.expiry, checks.expiry)
      expect(.optional, checks.personal)
      expect(.compositeDigit, checks.composite)
      #expect(document.findings.contains(.longNumberWithFiller) == (checks.numberRule == "include_filler"), "\(vector.id)")
      #expect(document.findings.contains(.longNumber) == (checks.numberRule == "icao_exclude_filler"), "\(vector.id)")
    }
  }

  @Test func `the tables of fields are the table of facts`() throws {
    let file = Places.root.appending(path: "Sources/IdentityDocuments/Tables/layouts.csv")
    let rows = try CommaSeparated.rows(of: file)
    #expect(rows.count == MRZLayouts.placeCount)
    for (index, row) in rows.enumerated() {
      let place = MRZLayouts.places[index]
      #expect("\(place.format.name)".replacing("-", with: "") == row["format"])
      #expect("\(place.line) \(place.first) \(place.last)" == "\(row["line"]!) \(row["from_1based"]!) \(row["to_1based"]!)")
    }
  }

  @Test func `the generated tables are what the facts give`() throws {
    let run = try Program.run("python3", ["Tests/IdentityTables/generate.py", "--check"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  // MARK: - As people type

  @Test func `spaces, small letters, other signs for the filler and missing fillers at the end are taken as they are meant`() throws {
    let asPrinted = try desk.read(passport).found
    let typed = [
      passport.lowercased(), passport.replacing("<", with: "«"), passport.replacing("<", with: "‹"),
      passport.map { "\($0) " }.joined(), "\n\n" + passport.replacing("\n", with: "\r\n\r\n") + "\n", passport.replacing("\n", with: ""),
      "P<UTOERIKSSON<<ANNA<MARIA\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]
    for text in typed { #expect(try desk.read(text).found == asPrinted, "\(text)") }
    #expect(try desk.read(card.replacing("\n", with: "")).found == desk.read(card).found)
    #expect(try desk.read("I<UTOD231458907\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA").found == desk.read(card).found)
    #expect(try desk.read("V<UTOERIKSSON<<ANNA<MARIA\nL8988901C4XXX4009078F9612109").format == .mrvB)
  }

  @Test func `text that is no zone is refused with line and position`() throws {
    let cases: [(String, MRZFault)] = [
      ("", .empty), (" \n \t\n", .empty),
      (passport.replacing("ANNA", with: "ANÑA"), .character(line: 1, position: 18)),
      (passport.replacing("122F", with: "122*"), .character(line: 2, position: 21)),
      ("\n" + passport.replacing("122F", with: "1 22 ?"), .character(line: 2, position: 21)),
      ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", .lineCount(found: 1)),
      (card + "\n" + "A", .lineCount(found: 4)),
      (String(passport.dropLast()), .lineLength(line: 2, found: 43, expected: 44)),
      (passport + "0", .lineLength(line: 2, found: 45, expected: 44)),
      (passport.replacing("ERIKSSON", with: "ERIKSSONN"), .lineLength(line: 1, found: 45, expected: 44)),
      (passport.replacing("\n", with: "").dropLast().description, .pastedLength(found: 87)),
      (String(card.dropLast(50)), .lineLength(line: 2, found: 11, expected: 36)),
      ("I<UTO\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON", .lineLength(line: 1, found: 5, expected: 30)),
      ("V<UTOERIKSSON<<ANNA\nL8988901C4XXX40090", .lineLength(line: 2, found: 18, expected: 36)),
      (String(repeating: "A", count: 5000), .pastedLength(found: 5000)),
      (String(repeating: "A\n", count: 5000), .lineCount(found: 5000)),
      ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6", .national(.frenchCard)),
      ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<8806923102858CORINNE<<<<<<<6512068F6", .national(.frenchCard)),
      ("I<SVKNOVAK<<JAN<<<<<<<<<<<<<<<<<<<\n123456<AA5SVK8110266M0909099001<<8", .national(.slovakCard)),
    ]
    for (text, fault) in cases { #expect(desk.fault(text) == fault, "\(text)") }
  }

  @Test func `bytes that are no text are refused where they stand`() {
    var bytes = Array(passport.utf8)
    bytes[9] = 0xFF
    #expect(throws: MRZFault.character(line: 1, position: 10)) { _ = try desk.read(bytes) }
  }

  // MARK: - Findings

  @Test func `a group that disagrees is shown by its characters, and the composite digit only where each group agrees`() throws {
    let specimen = ["specimen 1:3-5"]
    #expect(try desk.read(passport).found == specimen)
    let cases: [(String, String, [String])] = [
      ("L898902C3", "L898902C4", ["number 2:1-10"]),
      ("740812", "740813", ["birth 2:14-20"]),
      ("120415", "120416", ["expiry 2:22-28"]),
      ("ZE184226", "ZE184227", ["optional 2:29-43"]),
      ("<10", "<11", ["composite 2:1-44"]),
      ("7408122F1204159", "7408132F1204169", ["birth 2:14-20", "expiry 2:22-28"]),
      ("740812", "741312", ["birth 2:14-20", "birthNotADate 2:14-19"]),
      ("120415", "120230", ["expiry 2:22-28", "expiryNotADate 2:22-27"]),
      ("2F1", "2X1", ["sexUnlisted 2:21-21"]),
      ("P<UTO", "PQUTO", ["documentCodeUnlisted 1:1-2"]),
      ("ANNA", "ANN4", ["nameDigits 1:6-44"]),
    ]
    for (from, to, findings) in cases {
      #expect(Set(try desk.read(passport.replacing(from, with: to)).found) == Set(specimen + findings), "\(to)")
    }
  }

  @Test func `a code that is not in the tables is a note, and a digit in it is not`() throws {
    let unknown = try desk.read(passport.replacing("UTO", with: "QQQ"))
    #expect(unknown.found == ["issuerUnlisted 1:3-5", "nationalityUnlisted 2:11-13"])
    #expect(unknown.findings.disagreementCount == 0)
    #expect(try desk.read(passport.replacing("C36UTO", with: "C36UT0")).findings.contains(.codeNotLetters))
    for code in ["D<<", "XXA", "RKS", "EUE", "GBD", "CHE"] {
      #expect(try desk.read(passport.replacing("UTO", with: code)).findings.count == 0, "\(code)")
    }
    for code in ["DE<", "X<<", "<<<", "EU<"] {
      #expect(try desk.read(passport.replacing("UTO", with: code)).findings.contains(.issuerUnlisted), "\(code)")
    }
  }

  @Test func `a specimen says that it is one, and a visa which page to use`() throws {
    #expect(try desk.read(passport).isSpecimen)
    let visa = try desk.read("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<")
    #expect(visa.kind == .visa && visa.findings.contains(.visa))
  }

  @Test func `the code says what a document is, in the formats that it stands in`() throws {
    func kind(_ code: String) throws -> DocumentKind? { try desk.read(passport.replacing("P<UTO", with: "\(code)UTO")).kind }
    func cardKind(_ code: String) throws -> DocumentKind? { try desk.read(card.replacing("I<UTO", with: "\(code)UTO")).kind }
    for code in ["P<", "PP", "PE", "PD", "PO", "PR", "PT", "PS", "PL", "PM", "PN", "PZ"] { #expect(try kind(code) == .passport) }
    #expect(try cardKind("I<") == .identityCard && cardKind("ID") == .identityCard)
    #expect(try cardKind("IR") == .otherCard && cardKind("AR") == .otherCard && cardKind("C<") == .otherCard)
    #expect(try cardKind("AC") == .crewCertificate)
    #expect(try cardKind("P<") == nil && cardKind("X<") == nil && cardKind("V<") == nil)
    let sheet = "PUUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
    #expect(try desk.read(sheet).kind == .singleSheet)
  }

  @Test func `what is asked for and what is held are the same, near, or different`() {
    #expect(DocumentKind.passport.difference(fromAsked: .passport) == 0)
    #expect(DocumentKind.identityCard.difference(fromAsked: .identityCard) == 0)
    #expect(DocumentKind.otherCard.difference(fromAsked: .identityCard) == 1)
    #expect(DocumentKind.otherCard.difference(fromAsked: .residencePermit) == 1)
    #expect(DocumentKind.identityCard.difference(fromAsked: .residencePermit) == 1)
    for asked in [DocumentKind.passport, .identityCard, .residencePermit, .drivingLicence] {
      for held in [DocumentKind.visa, .crewCertificate, .singleSheet] { #expect(held.difference(fromAsked: asked) == 2) }
    }
    #expect(DocumentKind.passport.difference(fromAsked: .identityCard) == 2)
    #expect(DocumentKind.identityCard.difference(fromAsked: .passport) == 2)
  }

  // MARK: - Dates

  @Test func `a birth date is the latest day up to today, an expiry the year from 30 before to 69 after`() throws {
    func document(birth: String, expiry: String, today: (Int, Int, Int)) throws -> MRZDocument {
      let desk = ZoneDesk(today: CalendarDay(year: today.0, month: today.1, day: today.2)!)
      return try desk.read(passport.replacing("7408122", with: "\(birth)2").replacing("1204159", with: "\(expiry)9"))
    }
    func birth(_ text: String, _ today: (Int, Int, Int)) throws -> CalendarDay? {
      let date = CalendarDay(year: today.0, month: today.1, day: today.2)!
      return try document(birth: text, expiry: "300101", today: today).birth?.birth(today: date)
    }
    #expect(try birth("261125", (2026, 11, 25)) == CalendarDay(year: 2026, month: 11, day: 25))
    #expect(try birth("261126", (2026, 11, 25)) == CalendarDay(year: 1926, month: 11, day: 26))
    #expect(try birth("000229", (2026, 11, 25)) == CalendarDay(year: 2000, month: 2, day: 29))
    #expect(try birth("010229", (2026, 11, 25)) == nil)
    #expect(try birth("991231", (2000, 1, 1)) == CalendarDay(year: 1999, month: 12, day: 31))
    func expiry(_ text: String, _ today: (Int, Int, Int)) throws -> CalendarDay? {
      try document(birth: "740812", expiry: text, today: today).expiry
    }
    #expect(try expiry("960101", (2026, 11, 25)) == CalendarDay(year: 1996, month: 1, day: 1))
    #expect(try expiry("950101", (2026, 11, 25)) == CalendarDay(year: 2095, month: 1, day: 1))
    #expect(try expiry("270229", (2026, 11, 25)) == nil)
    #expect(try document(birth: "740812", expiry: "600101", today: (2026, 11, 25)).findings.contains(.expiryFarAhead))
    #expect(try !document(birth: "740812", expiry: "411125", today: (2026, 11, 25)).findings.contains(.expiryFarAhead))
  }

  @Test func `unknown parts of a birth date are a note, half of a part is no date`() throws {
    for birth in ["7408<<", "74<<<<", "<<<<<<", "<<0812"] {
      let found = try desk.read(passport.replacing("740812", with: birth)).findings
      #expect(found.contains(.birthUnknown) && !found.contains(.birthNotADate), "\(birth)")
    }
    for birth in ["740<12", "7<0812", "74A812", "740800", "740832", "740012"] {
      #expect(try desk.read(passport.replacing("740812", with: birth)).findings.contains(.birthNotADate), "\(birth)")
    }
  }

  @Test func `a date that was typed beside the zone and is another in it is shown`() throws {
    var document = try desk.read(passport)
    document.compare(born: CalendarDay(year: 1974, month: 8, day: 12), expires: CalendarDay(year: 2012, month: 4, day: 15), today: desk.today)
    #expect(document.findings.disagreementCount == 0)
    document.compare(born: CalendarDay(year: 1974, month: 8, day: 13), expires: CalendarDay(year: 2013, month: 4, day: 15), today: desk.today)
    #expect(document.found == ["specimen 1:3-5", "birthDiffers 2:14-19", "expiryDiffers 2:22-27"])
  }

  @Test func `the calendar has the days that it has`() {
    #expect(CalendarDay(year: 1970, month: 1, day: 1)?.number == 0)
    #expect(CalendarDay(year: 2026, month: 11, day: 25)?.number == 20782)
    #expect(CalendarDay(year: 1900, month: 2, day: 29) == nil)
    for (year, month, day) in [(0, 1, 1), (10000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0)] {
      #expect(CalendarDay(year: year, month: month, day: day) == nil)
    }
    var last = CalendarDay(year: 1599, month: 12, day: 31)!.number
    for year in 1600...2401 {
      for month in 1...12 {
        for day in 1...31 {
          guard let found = CalendarDay(year: year, month: month, day: day) else { continue }
          if found.number != last + 1 || found.year != year { Issue.record("\(year)-\(month)-\(day)") }
          last = found.number
        }
      }
    }
  }
}
