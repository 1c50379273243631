// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SiteModel

extension TopicFields: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(stage: try reader.name(), topics: try reader.list())
  }

  func write(to writer: inout ByteWriter) {
    writer.name(stage)
    writer.list(topics)
  }
}

extension NextMove: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(page: try reader.value(), text: try reader.text())
  }

  func write(to writer: inout ByteWriter) {
    writer.value(page)
    writer.text(text)
  }
}

extension ReadingFields: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      topic: try reader.value(), audience: try reader.list(ByteReader.readText), faq: try reader.list(),
      requires: try reader.list(), next: try reader.optional(ByteReader.readValue),
      liveCheck: try reader.list { reader throws(DamagedRecord) in try reader.name() })
  }

  func write(to writer: inout ByteWriter) {
    writer.value(topic)
    writer.list(audience) { $0.text($1) }
    writer.list(faq)
    writer.list(requires)
    writer.optional(next) { $0.value($1) }
    writer.list(liveCheck) { $0.name($1) }
  }
}

extension Destination: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      kind: try reader.name(), url: try reader.text(), disclosure: try reader.text(),
      referral: try reader.optional { reader throws(DamagedRecord) in
        Destination.Referral(url: try reader.text(), disclosure: try reader.text())
      })
  }

  func write(to writer: inout ByteWriter) {
    writer.name(kind)
    writer.text(url)
    writer.text(disclosure)
    writer.optional(referral) {
      $0.text($1.url)
      $0.text($1.disclosure)
    }
  }
}

extension CheckFields: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      good: try reader.text(), hint: try reader.text(), strong: try reader.text(), cannotTell: try reader.text(),
      causes: try CheckFields.causes(from: &reader))
  }

  func write(to writer: inout ByteWriter) {
    for text in [good, hint, strong, cannotTell] { writer.text(text) }
    writer.list(causes.sorted { $0.key < $1.key }) { writer, cause in
      writer.text(cause.key)
      writer.value(cause.value)
    }
  }

  private static func causes(from reader: inout ByteReader) throws(DamagedRecord) -> [String: Located<String>] {
    let causes = try reader.list { reader throws(DamagedRecord) in
      (try reader.text(), try reader.value() as Located<String>)
    }
    return Dictionary(causes) { first, _ in first }
  }
}

extension Fact: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      value: try reader.optional(ByteReader.readText), unit: try reader.optional(ByteReader.readText),
      source: try reader.optional(ByteReader.readValue), checked: try reader.optional(ByteReader.readValue),
      cadenceDays: try reader.number(), topics: try reader.list())
  }

  func write(to writer: inout ByteWriter) {
    writer.optional(value) { $0.text($1) }
    writer.optional(unit) { $0.text($1) }
    writer.optional(source) { $0.value($1) }
    writer.optional(checked) { $0.value($1) }
    writer.number(cadenceDays)
    writer.list(topics)
  }
}

extension PageKind: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    switch try reader.number() {
    case 0: self = .home
    case 1: self = .notFound
    case 2: self = .guide(try reader.value())
    case 3: self = .article(try reader.value())
    case 4: self = .destination(try reader.value(), try reader.value())
    case 5: self = .glossaryTerm(try reader.value())
    case 6: self = .check(try reader.value())
    case 7: self = .faqEntry(FAQFields(topics: try reader.list(), answer: try reader.value()))
    case 8: self = .topic(TopicHubFields(path: try reader.list()))
    case 9: self = .fact(try reader.value())
    case 10: self = .about
    default: throw DamagedRecord()
    }
  }

  func write(to writer: inout ByteWriter) {
    switch self {
    case .home: writer.number(0)
    case .notFound: writer.number(1)
    case .guide(let fields):
      writer.number(2)
      writer.value(fields)
    case .article(let fields):
      writer.number(3)
      writer.value(fields)
    case .destination(let fields, let destination):
      writer.number(4)
      writer.value(fields)
      writer.value(destination)
    case .glossaryTerm(let fields):
      writer.number(5)
      writer.value(fields)
    case .check(let fields):
      writer.number(6)
      writer.value(fields)
    case .faqEntry(let fields):
      writer.number(7)
      writer.list(fields.topics)
      writer.value(fields.answer)
    case .topic(let fields):
      writer.number(8)
      writer.list(fields.path)
    case .fact(let fact):
      writer.number(9)
      writer.value(fact)
    case .about: writer.number(10)
    }
  }
}

extension Diagnostic: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    let severity: Severity = try reader.name()
    let identifier: Identifier = try reader.name()
    let location: SourceLocation = try reader.value()
    let summary = try reader.text()
    self.init(severity, identifier, at: location, summary, fix: try reader.optional(ByteReader.readText))
  }

  func write(to writer: inout ByteWriter) {
    writer.name(severity)
    writer.name(identifier)
    writer.value(location)
    writer.text(summary)
    writer.optional(fixes.first) { $0.text($1) }
  }
}
