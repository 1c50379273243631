// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Digests
import SiteModel

extension BuildRecord {
  /// Changes whenever the form of the bytes does.
  private static let mark = Array("guidelight record 6\n".utf8)

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.value(surroundings)
    writer.number(Int(began))
    writer.number(pageCount)
    writer.flag(dependsOnPaths)
    writer.list(warnings) {
      $0.text($1.location.path)
      $0.value($1)
    }
    writer.list(platforms) { $0.text($1) }
    writer.list(files)
    writer.list(pages)
    writer.list(assets)
    writer.list(outputs)
    writer.list(folders)
    writer.list(lag.changed)
    writer.list(lag.removed)
    writer.flag(hasSpare)
    var sealed = ByteWriter()
    sealed.value(ContentDigest(of: writer.bytes))
    return BuildRecord.mark + sealed.bytes + writer.bytes
  }

  /// - Returns: nil for bytes that no build of this program wrote, or that were cut off or changed.
  init?(bytes: [UInt8]) {
    let sealLength = 16
    guard bytes.starts(with: BuildRecord.mark), bytes.count >= BuildRecord.mark.count + sealLength else { return nil }
    let start = BuildRecord.mark.count
    do {
      var seal = ByteReader(bytes[start..<start + sealLength])
      let expected: ContentDigest = try seal.value()
      let content = bytes[(start + sealLength)...]
      guard content.withUnsafeBytes({ ContentDigest(of: $0) }) == expected else { return nil }
      var reader = ByteReader(content)
      try self.init(from: &reader)
    } catch {
      return nil
    }
  }

  private init(from reader: inout ByteReader) throws(DamagedRecord) {
    surroundings = try reader.value()
    began = Int64(try reader.number())
    pageCount = try reader.number()
    dependsOnPaths = try reader.flag()
    warnings = try reader.list { reader throws(DamagedRecord) in
      let path = try reader.text()
      return try reader.value(about: path)
    }
    platforms = try reader.list { reader throws(DamagedRecord) in try reader.text() }
    files = try reader.list()
    pages = try reader.list()
    assets = try reader.list()
    outputs = try reader.list()
    folders = try reader.list()
    lag = TreeLag(changed: try reader.list(), removed: try reader.list())
    hasSpare = try reader.flag()
  }
}

extension FileSignature: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      size: Int64(try reader.number()), inode: try reader.unsigned(), modified: Int64(try reader.number()),
      changed: Int64(try reader.number()))
  }

  func write(to writer: inout ByteWriter) {
    writer.number(Int(size))
    writer.unsigned(inode)
    writer.number(Int(modified))
    writer.number(Int(changed))
  }
}

extension FileRecord: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      path: try reader.text(), signature: try reader.optional(ByteReader.readValue), digest: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.text(path)
    writer.optional(signature) { $0.value($1) }
    writer.value(digest)
  }
}

extension FolderPlace: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(path: try reader.text(), modified: Int64(try reader.number()))
  }

  func write(to writer: inout ByteWriter) {
    writer.text(path)
    writer.number(Int(modified))
  }
}

extension OutputPath: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    guard let path = OutputPath(try reader.text()) else { throw DamagedRecord() }
    self = path
  }

  func write(to writer: inout ByteWriter) {
    writer.text(text)
  }
}

extension OutputRecord: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    path = try reader.value()
    digest = try reader.value()
    size = try reader.number()
    place = try reader.optional { reader throws(DamagedRecord) in
      OutputPlace(
        size: Int64(try reader.number()), inode: try reader.unsigned(), modified: Int64(try reader.number()))
    }
  }

  func write(to writer: inout ByteWriter) {
    writer.value(path)
    writer.value(digest)
    writer.number(size)
    writer.optional(place) {
      $0.number(Int($1.size))
      $0.unsigned($1.inode)
      $0.number(Int($1.modified))
    }
  }
}

extension PageEntryPlace: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(offset: try reader.number(), length: try reader.number(), digest: try reader.value())
    guard offset >= 0, length >= 0 else { throw DamagedRecord() }
  }

  func write(to writer: inout ByteWriter) {
    writer.number(offset)
    writer.number(length)
    writer.value(digest)
  }
}

extension PageRecord: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    sourcePath = try reader.text()
    guard let path = PagePath(anyPage: try reader.text()) else { throw DamagedRecord() }
    self.path = path
    isDraft = try reader.flag()
    entry = try reader.value()
    let about = sourcePath
    warnings = try reader.list { reader throws(DamagedRecord) in try reader.value(about: about) }
    key = try reader.value()
    outputs = try reader.list()
  }

  func write(to writer: inout ByteWriter) {
    writer.text(sourcePath)
    writer.text(path.text)
    writer.flag(isDraft)
    writer.value(entry)
    writer.list(warnings)
    writer.value(key)
    writer.list(outputs)
  }
}

extension PublishedAsset: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      name: try reader.text(), path: try reader.value(), integrity: try reader.text(), byteCount: try reader.number(),
      size: try reader.optional { reader throws(DamagedRecord) in
        ImageSize(width: try reader.number(), height: try reader.number())
      })
  }

  func write(to writer: inout ByteWriter) {
    writer.text(name)
    writer.value(path)
    writer.text(integrity)
    writer.number(byteCount)
    writer.optional(size) {
      $0.number($1.width)
      $0.number($1.height)
    }
  }
}
