// SPDX-License-Identifier: Apache-2.0
// When a rule's condition holds.

extension NameComparison {
  func holds(_ condition: NameCondition) -> Bool {
    switch condition {
    case .sideEmpty: account.isEmpty || document.isEmpty
    case .wrongCharacters: hasWrongCharacters
    case .otherScript: agreesInOtherScript
    case .scriptUnsupported: hasUnsupportedScript
    case .identical: agreesByFields(.same, withTitles: true) && isTypedAlike
    case .sameLetters: agreesByFields(.same, withTitles: true)
    case .sameBaseLetters: agreesByFields(.base, withTitles: true)
    case .sameSpellings: agreesByFields(.spelling, withTitles: true)
    case .onlyTitlesDiffer: agreesByFields(.spelling)
    case .oneWordOnly: isOneWord
    case .sameJoined: joinedAgree
    case .otherBorder: pairwise(allOnes, allOthers)
    case .otherOrder: sameWordsInAnyOrder
    case .cutOff: isCutOff && isCutOffName
    case .onlyParticlesDiffer: agreesWithoutParticles
    case .patronymicMissing: lacksOnlyPatronymic(ofDocument: true)
    case .patronymicExtra: lacksOnlyPatronymic(ofDocument: false)
    case .middleMissing: firstGivenAgree && isPart(ofDocument: true, .given)
    case .middleExtra: firstGivenAgree && isPart(ofDocument: false, .given)
    case .middleInitial: firstGivenAgree && middlesAgreeByInitials
    case .middleDiffers: firstGivenAgree && middlesContradict
    case .givenInitialOnly: isInitialOnly
    case .firstGivenMissing: isPart(ofDocument: true, .given)
    case .firstGivenExtra: isPart(ofDocument: false, .given)
    case .otherRomanisation: agrees(.family, .variant) && agrees(.given, .variant)
    case .familyPartMissing: isPart(ofDocument: true, .family)
    case .familyPartExtra: isPart(ofDocument: false, .family)
    case .petForm: isPetForm
    case .otherGenderForm: isOtherGenderForm
    case .familyDiffers: hasOtherFamily
    case .fewLettersDiffer: isOneWordClose
    case .givenDiffers: ones(.given).count > 0 && others(.given).count > 0
    case .nothingInCommon: !hasAnythingInCommon
    case .always: true
    }
  }
}

// MARK: - Fields and lists of words

extension NameComparison {
  /// Whether the words of two lists are pairwise alike.
  @inline(never)
  func pairwise(_ ones: WordList, _ others: WordList, _ least: WordLikeness = .spelling) -> Bool {
    guard ones.count == others.count else { return false }
    for place in 0..<ones.count where likeness(ones[place], others[place]) < least { return false }
    return true
  }

  @inline(never)
  func agrees(_ field: NameField, _ least: WordLikeness = .spelling) -> Bool {
    pairwise(self.ones(field), self.others(field), least)
  }

  @inline(never)
  private func agreesByFields(_ least: WordLikeness, withTitles: Bool = false) -> Bool {
    for field in NameField.allCases {
      let ones = account.words(of: field, withTitles: withTitles)
      guard pairwise(ones, document.words(of: field, withTitles: withTitles), least) else { return false }
    }
    return true
  }

  /// Whether one side's words of a field are some of the other's, in their order, and fewer.
  @inline(never)
  private func isPart(ofDocument: Bool, _ field: NameField) -> Bool {
    let ones = self.ones(field)
    let others = self.others(field)
    let (few, many) = ofDocument ? (ones, others) : (others, ones)
    guard few.count > 0, few.count < many.count else { return false }
    var next = 0
    for place in 0..<many.count where next < few.count {
      let isEqual = ofDocument ? equal(few[next], many[place]) : equal(many[place], few[next])
      if isEqual { next += 1 }
    }
    return next == few.count
  }

  private var firstGivenAgree: Bool {
    let (ones, others) = (self.ones(.given), self.others(.given))
    return ones.count > 0 && others.count > 0 && equal(ones[0], others[0])
  }

  private var isTypedAlike: Bool {
    guard account.letterCount == document.letterCount else { return false }
    for index in 0..<account.letterCount where account.letters[index].isCapital != document.letters[index].isCapital {
      return false
    }
    for index in 0..<account.wordCount where account.words[index].followsDash != document.words[index].followsDash {
      return false
    }
    return true
  }
}

// MARK: - Characters and scripts

extension NameComparison {
  private var hasWrongCharacters: Bool {
    for index in 0..<account.wordCount where account.words[index].hasDigits || account.words[index].isMixed {
      return true
    }
    return false
  }

  private func isAll(_ script: Script, _ side: NameSide) -> Bool {
    for index in 0..<side.wordCount where side.words[index].script != script { return false }
    return side.wordCount > 0
  }

  private var agreesInOtherScript: Bool {
    for table in RomanisationTable.allCases {
      if isAll(.cyrillic, account), isAll(.latin, document), agrees(by: table, account, document) { return true }
      if isAll(.latin, account), isAll(.cyrillic, document), agrees(by: table, document, account) { return true }
    }
    return false
  }

  /// Word by word and field by field; a patronymic may stand in the Cyrillic name only.
  @inline(never)
  private func agrees(by table: RomanisationTable, _ cyrillic: NameSide, _ latin: NameSide) -> Bool {
    for field in NameField.allCases {
      let (ones, others) = (cyrillic.words(of: field), latin.words(of: field))
      var next = 0
      for place in 0..<ones.count {
        if next < others.count, table.agrees(cyrillic, ones[place], latin, others[next]) {
          next += 1
        } else {
          guard field == .given, place > 0, cyrillic.isCyrillicPatronymic(ones[place]) else { return false }
        }
      }
      if next != others.count { return false }
    }
    return true
  }

  /// Scripts that only ever are identical or not, or different ones on the two sides.
  private var hasUnsupportedScript: Bool {
    let script = account.words[0].script
    for index in 0..<account.wordCount where account.words[index].script != script || script == .other { return true }
    for index in 0..<document.wordCount where document.words[index].script != script { return true }
    return false
  }
}

// MARK: - The whole name

extension NameComparison {
  /// The distinct word of a name that has only one, whatever stands in the other field.
  @inline(never)
  private func onlyWord(_ side: NameSide) -> Int? {
    let all = side.words()
    var only: Int?
    for place in 0..<all.count where !side.isListed(all[place], in: WordTables.placeholders) {
      if let word = only, !side.hasBase(of: word, as: side, all[place]) { return nil }
      only = only ?? all[place]
    }
    return only
  }

  private var isOneWord: Bool {
    guard let one = onlyWord(account), let other = onlyWord(document) else { return false }
    return equal(one, other)
  }

  private var joinedAgree: Bool {
    for field in NameField.allCases {
      let (ones, others) = (account.letters(of: field), document.letters(of: field))
      guard memory.spellings.holds(account, ones, document, others) else { return false }
    }
    return true
  }

  private var sameWordsInAnyOrder: Bool {
    let (ones, others) = (allOnes, allOthers)
    guard ones.count == others.count else { return false }
    var taken = WordList()
    for place in 0..<ones.count {
      var isFound = false
      for other in 0..<others.count where !isFound && !taken.contains(others[other]) {
        if equal(ones[place], others[other]) {
          taken.append(others[other])
          isFound = true
        }
      }
      if !isFound { return false }
    }
    return true
  }

  /// Whether every part of a zone's full name field begins a part of the account's name, field by field.
  private var isCutOffName: Bool {
    for field in NameField.allCases {
      let (ones, others) = (self.ones(field), self.others(field))
      guard others.count <= ones.count, field == .given || others.count > 0 else { return false }
      for place in 0..<others.count {
        let (word, part) = (account.words[ones[place]].letters, document.words[others[place]].letters)
        guard memory.spellings.holds(account, word, document, part, isPrefix: true) else { return false }
      }
    }
    return true
  }

  private var agreesWithoutParticles: Bool {
    for field in NameField.allCases {
      let ones = account.wordsWithoutParticles(of: field)
      guard pairwise(ones, document.wordsWithoutParticles(of: field)) else { return false }
    }
    return true
  }

  private var hasAnythingInCommon: Bool {
    let (ones, others) = (allOnes, allOthers)
    for place in 0..<ones.count {
      for other in 0..<others.count where likeness(ones[place], others[other]) > .different { return true }
    }
    return false
  }
}

// MARK: - Given names

extension NameComparison {
  private func lacksOnlyPatronymic(ofDocument: Bool) -> Bool {
    guard isPart(ofDocument: ofDocument, .given) else { return false }
    let (ones, others) = (self.ones(.given), self.others(.given))
    let more = ofDocument ? others : ones
    guard max(ones.count, others.count) - min(ones.count, others.count) == 1 else { return false }
    for place in 1..<more.count {
      let isKnown = ofDocument ? document.isPatronymic(more[place]) : account.isPatronymic(more[place])
      if isKnown, !hasPartner(more[place], inDocument: !ofDocument) { return true }
    }
    return false
  }

  /// Whether a word of one side is a word of the other.
  private func hasPartner(_ word: Int, inDocument: Bool) -> Bool {
    let others = inDocument ? allOthers : allOnes
    for place in 0..<others.count {
      if inDocument ? equal(word, others[place]) : equal(others[place], word) { return true }
    }
    return false
  }

  /// Behind the first, each given name is the other's or its initial, and at least one is an initial.
  private var middlesAgreeByInitials: Bool {
    let (ones, others) = (self.ones(.given), self.others(.given))
    guard ones.count == others.count else { return false }
    var hasInitial = false
    for place in 1..<ones.count where !equal(ones[place], others[place]) {
      guard isInitialPair(ones[place], others[place]) else { return false }
      hasInitial = true
    }
    return hasInitial
  }

  @inline(never)
  private func isInitialPair(_ one: Int, _ other: Int) -> Bool {
    (account.isInitial(one) || document.isInitial(other)) && account.begins(one, as: document, other)
  }

  /// Both have more given names than the first, and a mistake of typing or of romanisation does not explain the difference.
  private var middlesContradict: Bool {
    let (ones, others) = (self.ones(.given), self.others(.given))
    guard ones.count > 1, others.count > 1 else { return false }
    guard ones.count == others.count else { return true }
    for place in 1..<ones.count where likeness(ones[place], others[place]) == .different {
      if !isInitialPair(ones[place], others[place]) { return true }
    }
    return false
  }

  private var isInitialOnly: Bool {
    let (ones, others) = (self.ones(.given), self.others(.given))
    guard ones.count > 0, others.count > 0, account.isInitial(ones[0]), !document.isInitial(others[0]) else {
      return false
    }
    return account.begins(ones[0], as: document, others[0])
  }

  private var isPetForm: Bool {
    let (ones, others) = (self.ones(.given), self.others(.given))
    guard ones.count > 0, ones.count == others.count else { return false }
    for place in 1..<ones.count where !equal(ones[place], others[place]) { return false }
    var lines = WordTables.petForms.whole.lines
    while let line = lines.next() {
      var words = line.words
      guard let formal = words.next() else { continue }
      if account.equals(ones[0], formal), document.isOne(others[0], of: line) { return true }
      if document.equals(others[0], formal), account.isOne(ones[0], of: line) { return true }
    }
    return false
  }
}

// MARK: - Family names

extension NameComparison {
  private var isOtherGenderForm: Bool {
    let (ones, others) = (self.ones(.family), self.others(.family))
    guard ones.count == others.count else { return false }
    var count = 0
    for place in 0..<ones.count where !equal(ones[place], others[place]) {
      guard isGenderPair(ones[place], others[place]) else { return false }
      count += 1
    }
    return count > 0
  }

  private func isGenderPair(_ one: Int, _ other: Int) -> Bool {
    var lines = WordTables.genderEndings.whole.lines
    while let line = lines.next() {
      var endings = line.words
      guard let first = endings.next(), let second = endings.next() else { continue }
      if hasSameStem(one, first, other, second) || hasSameStem(one, second, other, first) { return true }
    }
    return false
  }

  @inline(never)
  private func hasSameStem(_ one: Int, _ ending: TextPart, _ other: Int, _ otherEnding: TextPart) -> Bool {
    guard account.ends(one, in: ending), document.ends(other, in: otherEnding) else { return false }
    let (left, right) = (account.words[one].base, document.words[other].base)
    let stem = left.count - ending.count
    guard stem >= 2, stem == right.count - otherEnding.count else { return false }
    for offset in 0..<stem where account.base[left.lowerBound + offset] != document.base[right.lowerBound + offset] {
      return false
    }
    return true
  }

  /// No word of the one family name is, or could be meant as, a word of the other.
  private var hasOtherFamily: Bool {
    let (ones, others) = (self.ones(.family), self.others(.family))
    guard ones.count > 0, others.count > 0 else { return false }
    for place in 0..<ones.count {
      for other in 0..<others.count where likeness(ones[place], others[other]) > .different { return false }
    }
    return true
  }

  /// All words are alike but for one, in which few letters differ.
  private var isOneWordClose: Bool {
    var count = 0
    for field in NameField.allCases {
      let (ones, others) = (self.ones(field), self.others(field))
      guard ones.count == others.count else { return false }
      for place in 0..<ones.count where !equal(ones[place], others[place]) {
        guard likeness(ones[place], others[place]) == .close else { return false }
        count += 1
      }
    }
    return count == 1
  }
}

extension NameSide {
  fileprivate func isPatronymic(_ index: Int) -> Bool {
    guard words[index].base.count >= 6 else { return false }
    var endings = WordTables.patronymicEndings.whole.words
    while let ending = endings.next() {
      if ends(index, in: ending) { return true }
    }
    return false
  }

  /// Endings ВИЧ, ВНА, ЧНА and their kin.
  fileprivate func isCyrillicPatronymic(_ index: Int) -> Bool {
    let range = words[index].letters
    guard range.count >= 6 else { return false }
    let end = range.upperBound
    let (third, second, last) = (letters[end - 3].scalar, letters[end - 2].scalar, letters[end - 1].scalar)
    let isSon = third == 0x432 && second == 0x418 && last == 0x427 || second == 0x418 && last == 0x427
    let isDaughter = (third == 0x412 || third == 0x427) && second == 0x41D && last == 0x410
    return isSon || isDaughter
  }
}
