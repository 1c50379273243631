// SPDX-License-Identifier: Apache-2.0
// Letters as readers mean them: case and accents do not count, and for hosts neither does which alphabet a letter is from.

/// Text reduced to what is compared.
enum FoldedText {
  /// The words of a text, in lower case and without accents.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(contentsOf: base(of: scalar))
      } else if !isMark(scalar), !word.isEmpty {
        // An apostrophe belongs to its word, of whichever form it is.
        if scalar == "'" || scalar == "\u{2019}" { continue }
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// A host as it looks: letters of other alphabets and digits that look like a Latin letter are that letter.
  static func skeleton(of host: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in host.lowercased().unicodeScalars where !isMark(scalar) {
      for letter in base(of: scalar) { text.append(lookAlikes[letter] ?? letter) }
    }
    return String(text).replacing("rn", with: "m").replacing("vv", with: "w")
  }

  /// Marks that combine with the letter before them, and characters that show nothing.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    0x300...0x36F ~= scalar.value || 0x200B...0x200F ~= scalar.value || scalar.value == 0xAD || scalar.value == 0xFEFF
      || scalar.value == 0x2060
  }

  private static func base(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    if scalar.isASCII { return String.UnicodeScalarView([scalar]) }
    // Full-width forms are the ASCII characters, 0xFEE0 further on.
    if 0xFF01...0xFF5E ~= scalar.value, let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
      return String(narrow).lowercased().unicodeScalars
    }
    return letters[scalar]?.unicodeScalars ?? String.UnicodeScalarView([scalar])
  }

  /// Latin letters with accents, by the letter without.
  private static let letters: [Unicode.Scalar: String] = {
    let table = [
      ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįıǐịỉ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"),
      ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"),
      ("u", "ùúûüũūŭůűųưǔụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"), ("ss", "ß"), ("ae", "æ"),
      ("oe", "œ"), ("th", "þ"),
    ]
    return table.reduce(into: [:]) { letters, row in
      for scalar in row.1.unicodeScalars { letters[scalar] = row.0 }
    }
  }()

  /// What is taken for a Latin letter, by that letter: Cyrillic, Greek, and digits.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
    let table: [(Unicode.Scalar, String)] = [
      ("a", "аα4@"), ("b", "ьв"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еє3ε"), ("g", "ɡ"), ("h", "һн"), ("i", "іιӏ1|lɩ"),
      ("j", "ј"), ("k", "кκ"), ("m", "м"), ("n", "пηո"), ("o", "оο0օσ"), ("p", "рρ"), ("q", "ԛ"), ("r", "г"),
      ("s", "ѕ5"), ("t", "тτ"), ("u", "υս"), ("v", "ѵν"), ("w", "ԝω"), ("x", "хχ"), ("y", "уγ"), ("z", "2"),
    ]
    return table.reduce(into: [:]) { letters, row in
      for scalar in row.1.unicodeScalars { letters[scalar] = row.0 }
    }
  }()
}
