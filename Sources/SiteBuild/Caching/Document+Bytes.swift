// SPDX-License-Identifier: Apache-2.0
// Documents in the cache. Places are written as line and column: their path is the document's own.

import Diagnostics
import Digests
import SiteModel

extension ContentDigest: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(high: try reader.fixed(), low: try reader.fixed())
  }

  func write(to writer: inout ByteWriter) {
    writer.fixed(high)
    writer.fixed(low)
  }
}

extension ReviewDigest: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(high: try reader.fixed(), low: try reader.fixed())
  }

  func write(to writer: inout ByteWriter) {
    writer.fixed(high)
    writer.fixed(low)
  }
}

extension SourceLocation: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(path: reader.path, line: try reader.number(), column: try reader.number())
  }

  func write(to writer: inout ByteWriter) {
    writer.place(line: line, column: column)
  }
}

extension CivilDate: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    guard let date = CivilDate(daysSinceEpoch: try reader.number()) else { throw DamagedRecord() }
    self = date
  }

  func write(to writer: inout ByteWriter) {
    writer.number(daysSinceEpoch)
  }
}

extension Located: ByteWritable, ByteCodable where Value == String {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(try reader.text(), at: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.text(value)
    writer.value(location)
  }
}

// MARK: - Front matter

extension ReviewStamp: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      reviewClass: try reader.value(), reviewed: Located(try reader.value(), at: try reader.value()),
      reviewer: try reader.value(), digest: try reader.optional(ByteReader.readValue),
      cadenceDays: try reader.optional { reader throws(DamagedRecord) in
        Located(try reader.number(), at: try reader.value())
      },
      note: try reader.optional(ByteReader.readText))
  }

  func write(to writer: inout ByteWriter) {
    writer.value(reviewClass)
    writer.value(reviewed.value)
    writer.value(reviewed.location)
    writer.value(reviewer)
    writer.optional(digest) { $0.value($1) }
    writer.optional(cadenceDays) {
      $0.number($1.value)
      $0.value($1.location)
    }
    writer.optional(note) { $0.text($1) }
  }
}

extension Publication.Change: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(date: try reader.value(), text: try reader.text())
  }

  func write(to writer: inout ByteWriter) {
    writer.value(date)
    writer.text(text)
  }
}

extension Publication: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      isDraft: try reader.flag(), aliases: try reader.list(), published: try reader.optional(ByteReader.readValue),
      changes: try reader.list())
  }

  func write(to writer: inout ByteWriter) {
    writer.flag(isDraft)
    writer.list(aliases)
    writer.optional(published) { $0.value($1) }
    writer.list(changes)
  }
}

extension PageHeader: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      title: try reader.text(), summary: try reader.text(), review: try reader.value(), sources: try reader.list(),
      publication: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.text(title)
    writer.text(summary)
    writer.value(review)
    writer.list(sources)
    writer.value(publication)
  }
}

extension ByteReader {
  static func readText(_ reader: inout ByteReader) throws(DamagedRecord) -> String { try reader.text() }
  static func readNumber(_ reader: inout ByteReader) throws(DamagedRecord) -> Int { try reader.number() }
  static func readValue<Value: ByteCodable>(_ reader: inout ByteReader) throws(DamagedRecord) -> Value {
    try reader.value()
  }
}

// MARK: - Bodies

extension Reference: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(try reader.name(), try reader.text())
  }

  func write(to writer: inout ByteWriter) {
    writer.name(scheme)
    writer.text(anchor.map { "\(target)#\($0)" } ?? target)
  }
}

extension OutlineReference: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      reference: try reader.value(), line: try reader.number(), column: try reader.number(),
      pathStep: try reader.optional(ByteReader.readNumber), words: try reader.optional(ByteReader.readText))
  }

  func write(to writer: inout ByteWriter) {
    writer.value(reference)
    writer.place(line: Int(line), column: Int(column))
    writer.optional(pathStep) { $0.number($1) }
    writer.optional(words) { $0.text($1) }
  }
}

extension Markup.Heading: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      level: try reader.number(), anchor: try reader.text(), text: try reader.text(), location: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.number(level)
    writer.text(anchor)
    writer.text(text)
    writer.value(location)
  }
}

extension Markup.LocatedText: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(try reader.text(), at: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.text(text)
    writer.value(location)
  }
}

extension Outline: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      references: try reader.list(), headings: try reader.list(), images: try reader.list(), anchors: try reader.list())
  }

  func write(to writer: inout ByteWriter) {
    writer.list(references)
    writer.list(headings)
    writer.list(images)
    writer.list(anchors)
  }
}

extension Range<Int> {
  fileprivate static func read(_ reader: inout ByteReader) throws(DamagedRecord) -> Range<Int> {
    let (start, end) = (try reader.number(), try reader.number())
    guard start <= end else { throw DamagedRecord() }
    return start..<end
  }

  fileprivate func write(to writer: inout ByteWriter) {
    writer.number(lowerBound)
    writer.number(upperBound)
  }
}

extension PlacedReference: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      reference: try reader.value(), location: try reader.value(), section: try reader.optional(ByteReader.readText),
      step: try reader.optional(ByteReader.readNumber), words: try .read(&reader), destination: try .read(&reader))
  }

  func write(to writer: inout ByteWriter) {
    writer.value(reference)
    writer.value(location)
    writer.optional(section) { $0.text($1) }
    writer.optional(step) { $0.number($1) }
    words.write(to: &writer)
    destination.write(to: &writer)
  }
}

extension PlacedImage: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      source: try reader.text(), location: try reader.value(), sizeOffset: try reader.number(),
      destination: try .read(&reader))
  }

  func write(to writer: inout ByteWriter) {
    writer.text(source)
    writer.value(location)
    writer.number(sizeOffset)
    destination.write(to: &writer)
  }
}

extension Prose: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(words: try reader.number(), sentences: try reader.number(), syllables: try reader.number())
  }

  func write(to writer: inout ByteWriter) {
    writer.number(words)
    writer.number(sentences)
    writer.number(syllables)
  }
}

extension Markup: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      html: try reader.raw(), references: try reader.list(), headings: try reader.list(), images: try reader.list(),
      anchors: try reader.list(), prose: try reader.value())
  }

  func write(to writer: inout ByteWriter) {
    writer.raw(html)
    writer.list(references)
    writer.list(headings)
    writer.list(images)
    writer.list(anchors)
    writer.value(prose)
  }
}
