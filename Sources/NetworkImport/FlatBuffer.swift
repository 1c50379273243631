// SPDX-License-Identifier: Apache-2.0
// FlatBuffers, read where they lie. Every access is checked: the file comes from outside.
//
// The format: https://flatbuffers.dev/internals/

/// Bytes that claim to be a FlatBuffer.
struct FlatBuffer {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The table at the root.
  func root() throws(ImportFault) -> Table {
    try table(at: 0)
  }

  /// The table to which the offset at `place` leads.
  fileprivate func table(at place: Int) throws(ImportFault) -> Table {
    let start = try forward(place)
    let fields = start - Int(try int32(start))
    guard fields >= 0 else { throw .damaged(offset: start) }
    return Table(buffer: self, start: start, fields: fields, fieldBytes: try uint16(fields))
  }

  /// The first element of the vector to which the offset at `place` leads, and the number of elements.
  fileprivate func vector(at place: Int, elementBytes: Int) throws(ImportFault) -> (start: Int, count: Int) {
    let start = try forward(place)
    let count = Int(try uint32(start))
    guard count <= (bytes.count - start - 4) / elementBytes else { throw .damaged(offset: start) }
    return (start + 4, count)
  }

  fileprivate func slice(_ start: Int, _ count: Int) -> ArraySlice<UInt8> { bytes[start..<start + count] }

  private func forward(_ place: Int) throws(ImportFault) -> Int {
    let (target, overflow) = place.addingReportingOverflow(Int(try uint32(place)))
    guard !overflow, target + 4 <= bytes.count else { throw .damaged(offset: place) }
    return target
  }

  fileprivate func uint8(_ place: Int) throws(ImportFault) -> UInt8 {
    guard place >= 0, place < bytes.count else { throw .damaged(offset: place) }
    return bytes[place]
  }

  fileprivate func uint16(_ place: Int) throws(ImportFault) -> Int {
    Int(try uint8(place)) | Int(try uint8(place + 1)) << 8
  }

  fileprivate func uint32(_ place: Int) throws(ImportFault) -> UInt32 {
    UInt32(try uint16(place)) | UInt32(try uint16(place + 2)) << 16
  }

  fileprivate func int32(_ place: Int) throws(ImportFault) -> Int32 {
    Int32(bitPattern: try uint32(place))
  }
}

/// A table: fields by number, each of which may be missing.
struct Table {
  fileprivate let buffer: FlatBuffer
  fileprivate let start: Int
  fileprivate let fields: Int
  fileprivate let fieldBytes: Int

  func byte(_ field: Int) throws(ImportFault) -> Int? {
    guard let place = try place(field) else { return nil }
    return Int(Int8(bitPattern: try buffer.uint8(place)))
  }

  func int(_ field: Int) throws(ImportFault) -> Int? {
    guard let place = try place(field) else { return nil }
    return Int(try buffer.int32(place))
  }

  func table(_ field: Int) throws(ImportFault) -> Table? {
    guard let place = try place(field) else { return nil }
    return try buffer.table(at: place)
  }

  func tables(_ field: Int) throws(ImportFault) -> [Table] {
    guard let place = try place(field) else { return [] }
    let (start, count) = try buffer.vector(at: place, elementBytes: 4)
    var tables: [Table] = []
    for index in 0..<count { tables.append(try buffer.table(at: start + index * 4)) }
    return tables
  }

  func ints(_ field: Int) throws(ImportFault) -> [Int] {
    guard let place = try place(field) else { return [] }
    let (start, count) = try buffer.vector(at: place, elementBytes: 4)
    var ints: [Int] = []
    for index in 0..<count { ints.append(Int(try buffer.int32(start + index * 4))) }
    return ints
  }

  func bytes(_ field: Int) throws(ImportFault) -> ArraySlice<UInt8> {
    guard let place = try place(field) else { return [] }
    let (start, count) = try buffer.vector(at: place, elementBytes: 1)
    return buffer.slice(start, count)
  }

  func text(_ field: Int) throws(ImportFault) -> String {
    String(decoding: try bytes(field), as: UTF8.self)
  }

  private func place(_ field: Int) throws(ImportFault) -> Int? {
    let entry = 4 + field * 2
    guard entry + 2 <= fieldBytes else { return nil }
    let offset = try buffer.uint16(fields + entry)
    return offset == 0 ? nil : start + offset
  }
}
