// SPDX-License-Identifier: Apache-2.0
// How records are written to the cache and read back: numbers of variable length, texts with their length before them. Also
// what two values are told apart by: equal values give equal bytes.

/// The cache is not what this program wrote; it is thrown away, and everything is built anew.
struct DamagedRecord: Error {}

/// A value that has bytes; equal values have equal ones.
protocol ByteWritable {
  func write(to writer: inout ByteWriter)
}

/// A value that the cache can hold.
protocol ByteCodable: ByteWritable {
  init(from reader: inout ByteReader) throws(DamagedRecord)
}

struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether lines and columns are left out: what is written then can be compared, not read.
  let omitsPlaces: Bool

  init(omitsPlaces: Bool = false) {
    self.omitsPlaces = omitsPlaces
  }

  mutating func number(_ value: Int) {
    // Zigzag, so that small negative numbers are short, too.
    unsigned(UInt64(bitPattern: Int64((value << 1) ^ (value >> 63))))
  }

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func place(line: Int, column: Int) {
    if omitsPlaces { return }
    number(line)
    number(column)
  }

  mutating func fixed(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      unsigned(UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func raw(_ raw: some Collection<UInt8>) {
    unsigned(UInt64(raw.count))
    bytes += raw
  }

  mutating func flag(_ flag: Bool) {
    bytes.append(flag ? 1 : 0)
  }

  mutating func value(_ value: some ByteWritable) {
    value.write(to: &self)
  }

  mutating func optional<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
    flag(value != nil)
    if let value { write(&self, value) }
  }

  mutating func list<Value>(_ values: [Value], _ write: (inout ByteWriter, Value) -> Void) {
    unsigned(UInt64(values.count))
    for value in values { write(&self, value) }
  }

  mutating func list(_ values: [some ByteWritable]) {
    list(values) { $0.value($1) }
  }

  /// A case of an enumeration, by its name.
  mutating func name(_ value: some RawRepresentable<String>) {
    text(value.rawValue)
  }
}

struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// The file that the record is about: locations are written without it.
  private(set) var path: String

  init(_ bytes: ArraySlice<UInt8>, path: String = "") {
    self.bytes = bytes
    self.path = path
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func number() throws(DamagedRecord) -> Int {
    let value = try unsigned()
    return Int(Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))))
  }

  mutating func unsigned() throws(DamagedRecord) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.endIndex, shift < 64 else { throw DamagedRecord() }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func fixed() throws(DamagedRecord) -> UInt64 {
    try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func text() throws(DamagedRecord) -> String {
    String(decoding: try take(count()), as: UTF8.self)
  }

  mutating func raw() throws(DamagedRecord) -> [UInt8] {
    Array(try take(count()))
  }

  mutating func slice() throws(DamagedRecord) -> ArraySlice<UInt8> {
    try take(count())
  }

  mutating func flag() throws(DamagedRecord) -> Bool {
    try take(1).first == 1
  }

  mutating func value<Value: ByteCodable>() throws(DamagedRecord) -> Value {
    try Value(from: &self)
  }

  /// A value whose places lie in another file than the record.
  mutating func value<Value: ByteCodable>(about path: String) throws(DamagedRecord) -> Value {
    let around = self.path
    self.path = path
    let value: Value = try self.value()
    self.path = around
    return value
  }

  mutating func optional<Value>(
    _ read: (inout ByteReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> Value? {
    try flag() ? try read(&self) : nil
  }

  mutating func list<Value>(
    _ read: (inout ByteReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }

  mutating func list<Value: ByteCodable>() throws(DamagedRecord) -> [Value] {
    try list { reader throws(DamagedRecord) in try Value(from: &reader) }
  }

  mutating func name<Value: RawRepresentable<String>>() throws(DamagedRecord) -> Value {
    guard let value = Value(rawValue: try text()) else { throw DamagedRecord() }
    return value
  }

  /// A number of things that the rest of the bytes can hold.
  private mutating func count() throws(DamagedRecord) -> Int {
    let count = try unsigned()
    guard count <= UInt64(bytes.endIndex - position) else { throw DamagedRecord() }
    return Int(count)
  }

  private mutating func take(_ count: Int) throws(DamagedRecord) -> ArraySlice<UInt8> {
    guard count <= bytes.endIndex - position else { throw DamagedRecord() }
    defer { position += count }
    return bytes[position..<position + count]
  }
}
