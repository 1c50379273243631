// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension SourceFile {
  /// The first place that is not UTF-8 text; nil for a file that is.
  public func invalidUTF8() -> Diagnostic? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var line = 1
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: text, as: UTF8.self) == nil {
        // Decoding with repair puts U+FFFD where the first bad byte is; before it every scalar is as it was written.
        let repaired = String(decoding: text, as: UTF8.self).unicodeScalars
        let column = repaired.prefix { $0 != "\u{FFFD}" }.count + 1
        return Diagnostic(
          .error, .invalidUTF8, at: location(line: line, column: column), "The file is not UTF-8 text",
          fix: "Save it as UTF-8")
      }
      line += 1
    }
    return nil
  }
}
