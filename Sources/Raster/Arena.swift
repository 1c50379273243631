// SPDX-License-Identifier: Apache-2.0

/// Memory that a session reserves once, before its first frame: a hot path never allocates.
///
/// Slices are 64-byte aligned and zeroed, live as long as the program, and are never given back: a session is made once.
public struct Arena {
  private var next: UnsafeMutableRawPointer
  private var bytesLeft: Int

  private static let alignment = 64

  public init(byteCount: Int) {
    next = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: Arena.alignment)
    bytesLeft = byteCount
    var offset = 0
    while offset < byteCount {
      next.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
      offset &+= 1
    }
  }

  /// Takes room for `count` values. An arena that was sized too small is our own mistake, so it traps.
  public mutating func reserve<Value: BitwiseCopyable>(
    _ count: Int, of type: Value.Type
  ) -> UnsafeMutableBufferPointer<Value> {
    let bytes = Arena.bytes(count, of: type)
    precondition(bytes <= bytesLeft, "arena sized too small")
    let start = next.bindMemory(to: type, capacity: count)
    next += bytes
    bytesLeft -= bytes
    return UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// The room that `count` values take, alignment included: for sizing an arena.
  public static func bytes<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type) -> Int {
    (count * MemoryLayout<Value>.stride + alignment - 1) / alignment * alignment
  }
}
