// SPDX-License-Identifier: Apache-2.0

import Routing
import SiteModel

extension FileRoutes: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(page: try reader.value(), twin: try reader.optional(ByteReader.readValue))
  }

  func write(to writer: inout ByteWriter) {
    writer.value(page)
    writer.optional(twin) { $0.value($1) }
  }
}

extension PageRoutes: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(isIndexed: try reader.flag())
    conversions = try reader.list()
    evidence = try reader.list { reader throws(DamagedRecord) in
      Evidence(gate: try reader.text(), fact: try reader.optional(ByteReader.readText), offset: try reader.number())
    }
    destinationLinks = try reader.list { reader throws(DamagedRecord) in
      DestinationLink(url: try reader.text(), offset: try reader.number(), line: try reader.number())
    }
    strayLinks = try reader.list { reader throws(DamagedRecord) in
      StrayLink(address: try reader.text(), reason: try reader.name(), line: try reader.number())
    }
    words = try reader.list { reader throws(DamagedRecord) in
      WordHit(
        phrase: try reader.text(), kind: try reader.name(), isQuoted: try reader.flag(), line: try reader.number())
    }
  }

  func write(to writer: inout ByteWriter) {
    writer.flag(isIndexed)
    writer.list(conversions)
    writer.list(evidence) {
      $0.text($1.gate)
      $0.optional($1.fact) { $0.text($1) }
      $0.number($1.offset)
    }
    writer.list(destinationLinks) {
      $0.text($1.url)
      $0.number($1.offset)
      $0.number($1.line)
    }
    writer.list(strayLinks) {
      $0.text($1.address)
      $0.name($1.reason)
      $0.number($1.line)
    }
    writer.list(words) {
      $0.text($1.phrase)
      $0.name($1.kind)
      $0.flag($1.isQuoted)
      $0.number($1.line)
    }
  }
}

extension ConversionLink: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedRecord) {
    self.init(
      form: try reader.text(), address: try reader.text(), offset: try reader.number(), line: try reader.number(),
      go: try reader.optional(ByteReader.readText), rel: try reader.list(ByteReader.readText),
      isDeclared: try reader.flag(), disclosureDistance: try reader.optional(ByteReader.readNumber))
  }

  func write(to writer: inout ByteWriter) {
    writer.text(form)
    writer.text(address)
    writer.number(offset)
    writer.number(line)
    writer.optional(go) { $0.text($1) }
    writer.list(rel) { $0.text($1) }
    writer.flag(isDeclared)
    writer.optional(disclosureDistance) { $0.number($1) }
  }
}

extension RoutePolicy: ByteWritable {
  func write(to writer: inout ByteWriter) {
    writer.list(settings.targets) {
      $0.text($1.host)
      $0.list($1.paths) { $0.text($1) }
    }
    writer.list(settings.gates) {
      $0.text($1.name)
      $0.list($1.words) { $0.text($1) }
    }
    writer.list(settings.wording.map(\.value)) { $0.text($1) }
    writer.list(settings.calls.map(\.value)) { $0.text($1) }
    writer.text(baseURL)
    writer.list(sources.sorted()) { $0.text($1) }
    writer.list(destinations) {
      $0.text($1.name)
      $0.list($1.urls) { $0.text($1) }
      $0.text($1.address)
      $0.text($1.disclosure)
      $0.flag($1.isAffiliate)
    }
    writer.flag(refusesCalls)
    writer.list(limits.sorted { $0.key < $1.key }) {
      $0.text($1.key)
      $0.list($1.value) { $0.text($1) }
    }
  }
}
