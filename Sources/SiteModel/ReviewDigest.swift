// SPDX-License-Identifier: Apache-2.0

/// Tells whether what a page says is what its reviewer read: 128 bits.
///
/// Digests add up, modulo 2^128, in any order: that of a page is its own text's plus those of the facts and answers that it
/// shows. How it is made, and why so: `Editorial.docc/Decisions/0012-reviews.md`.
public struct ReviewDigest: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public static let zero = ReviewDigest(high: 0, low: 0)

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The first 16 bytes, most significant first.
  public init(leading bytes: some Collection<UInt8>) {
    var parts: [UInt64] = [0, 0]
    for (index, byte) in bytes.prefix(16).enumerated() { parts[index / 8] = parts[index / 8] << 8 | UInt64(byte) }
    self.init(high: parts[0], low: parts[1])
  }

  /// Reads exactly 32 lower-case hexadecimal digits.
  public init?(hex text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let high = ReviewDigest.value(of: digits[index]), let low = ReviewDigest.value(of: digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(leading: bytes)
  }

  /// 32 lower-case hexadecimal digits.
  public var hex: String { ReviewDigest.padded(high) + ReviewDigest.padded(low) }

  public static func + (left: ReviewDigest, right: ReviewDigest) -> ReviewDigest {
    let (low, carries) = left.low.addingReportingOverflow(right.low)
    return ReviewDigest(high: left.high &+ right.high &+ (carries ? 1 : 0), low: low)
  }

  private static func padded(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
