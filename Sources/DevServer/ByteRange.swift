// SPDX-License-Identifier: Apache-2.0

import FlyingFox

/// The rest of a file, from a byte on: what a page asks for that goes on with a broken download (RFC 9110, section 14).
///
/// Other forms of the header are answered with the whole file, as the standard allows; so is one that depends on a validator,
/// because this server gives none.
struct ByteRange: Equatable {
  let first: Int

  /// - Returns: nil where the request asks for no such part, or for one that the file does not have.
  init?(of request: HTTPRequest, length: Int) {
    guard let range = request.headers[HTTPHeader("Range")], request.headers[HTTPHeader("If-Range")] == nil else {
      return nil
    }
    let start = "bytes="
    guard range.hasPrefix(start), range.hasSuffix("-") else { return nil }
    let digits = range.dropFirst(start.count).dropLast()
    guard digits.utf8.count <= 18, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let first = Int(digits), first < length
    else { return nil }
    self.first = first
  }
}
