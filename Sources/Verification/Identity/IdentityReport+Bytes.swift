// SPDX-License-Identifier: Apache-2.0
// The identity report as bytes: compact JSON with a fixed order of keys, written here and nowhere else. Its grammar:
//
//   {"report":1,"session":"identity","catalogue":DIGEST,
//    "checks":[{"id":ID,"state":"good"|"hint"|"strong","value":N,"unit":U} | {"id":ID,"state":"notMeasurable","reason":R}, …],
//    "first":ID|null,
//    "names":null | {"outcome":O,"rule":R,"class":C,"differences":[{"side":S,"field":F,"from":N,"to":N}, …]},
//    "witness":null | the same,
//    "mrz":null | {"format":F,"specimen":B,"findings":[{"kind":K,"line":N,"from":N,"to":N}, …]}
//        | {"fault":F,"line":N,"at":N,"found":N,"expected":N}}
//
// or, for a request that cannot be read, {"report":1,"session":"identity","catalogue":DIGEST,"fault":F,"line":N}. Differences
// count Unicode scalars of the typed field from 0, `to` one behind the last; places in a zone count from 1, both ends in it.
// Nothing that the person typed stands in it.

import IdentityDocuments

extension IdentitySession {
  /// Compares what a request holds, writes the report, and forgets what it read.
  ///
  /// - Parameter buffer: at least `IdentityReport.maximumBytes` long.
  /// - Returns: the number of bytes written.
  public mutating func check(
    _ request: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var writer = JSONWriter(buffer)
    writer.reportHead("identity")
    do {
      try check(request).write(to: &writer)
    } catch {
      writer.fault(error.name, line: error.line)
    }
    writer.raw("}")
    forget()
    return writer.count
  }
}

extension IdentityReport {
  /// Room that is enough for every report.
  public static let maximumBytes = 16384

  fileprivate func write(to writer: inout JSONWriter) {
    writer.raw(",\"checks\":[")
    for check in 0..<IdentityReport.checkCount {
      if check > 0 { writer.raw(",") }
      write(check, to: &writer)
    }
    writer.raw("],\"first\":")
    if let first { writer.string(IdentityReport.row(first).id) } else { writer.raw("null") }
    writer.raw(",\"names\":")
    IdentityReport.write(names, to: &writer)
    writer.raw(",\"witness\":")
    IdentityReport.write(witness, to: &writer)
    writer.raw(",\"mrz\":")
    write(mrz, to: &writer)
  }

  @inline(never)
  private func write(_ check: Int, to writer: inout JSONWriter) {
    let row = IdentityReport.row(check)
    writer.raw("{\"id\":")
    writer.string(row.id)
    switch measurement(check) {
    case .measured(let value):
      writer.field("state", (verdict(check) ?? .good).name)
      writer.field("value", value)
      writer.field("unit", row.unit.name)
    case .notMeasurable(let reason):
      writer.field("state", "notMeasurable")
      writer.field("reason", reason.name)
    }
    writer.raw("}")
  }

  @inline(never)
  private static func write(_ finding: NameFinding?, to writer: inout JSONWriter) {
    guard let finding else { return writer.raw("null") }
    writer.raw("{\"outcome\":")
    writer.string(finding.rule.outcome.name)
    writer.field("rule", finding.rule.id)
    writer.field("class", finding.rule.answer)
    writer.raw(",\"differences\":[")
    let differences = finding.differences
    for index in 0..<differences.count {
      writer.raw(index > 0 ? ",{\"side\":" : "{\"side\":")
      writer.string(differences[index].side.name)
      writer.field("field", differences[index].field.name)
      writer.field("from", differences[index].first)
      writer.field("to", differences[index].end)
      writer.raw("}")
    }
    writer.raw("]}")
  }

  private func write(_ result: Result<MRZResult, MRZFault>?, to writer: inout JSONWriter) {
    switch result {
    case nil: writer.raw("null")
    case .failure(let fault): write(fault, to: &writer)
    case .success(let document):
      writer.raw("{\"format\":")
      writer.string(document.format.name)
      writer.raw(document.isSpecimen ? ",\"specimen\":true" : ",\"specimen\":false")
      writer.raw(",\"findings\":[")
      for index in 0..<document.findings.count {
        writer.raw(index > 0 ? ",{\"kind\":" : "{\"kind\":")
        writer.string(document.findings[index].kind.name)
        writer.field("line", document.findings[index].line)
        writer.field("from", document.findings[index].first)
        writer.field("to", document.findings[index].last)
        writer.raw("}")
      }
      writer.raw("]}")
    }
  }

  private func write(_ fault: MRZFault, to writer: inout JSONWriter) {
    var (line, position, found, expected) = (0, 0, 0, 0)
    switch fault {
    case .empty, .national: break
    case .character(let at, let place): (line, position) = (at, place)
    case .lineCount(let number), .pastedLength(let number): found = number
    case .lineLength(let at, let number, let right): (line, found, expected) = (at, number, right)
    }
    writer.raw("{\"fault\":")
    writer.string(fault.name)
    writer.field("line", line)
    writer.field("at", position)
    writer.field("found", found)
    writer.field("expected", expected)
    writer.raw("}")
  }
}

extension JSONWriter {
  @inline(never)
  mutating func string(_ name: TextPart) {
    raw("\"")
    for index in 0..<name.count { byte(name[index]) }
    raw("\"")
  }

  /// A name behind a key and a comma.
  @inline(never)
  mutating func field(_ key: StaticString, _ name: StaticString) {
    self.key(key)
    string(name)
  }

  @inline(never)
  mutating func field(_ key: StaticString, _ name: TextPart) {
    self.key(key)
    string(name)
  }

  /// A comma, a key and a colon.
  @inline(never)
  mutating func key(_ key: StaticString) {
    raw(",")
    string(key)
    raw(":")
  }

  /// What every report of a text begins with.
  @inline(never)
  mutating func reportHead(_ session: StaticString) {
    raw("{\"report\":1,\"session\":")
    string(session)
    raw(",\"catalogue\":\"")
    hex(CatalogueDigest.compute().value)
    raw("\"")
  }

  /// A number behind a key and a comma.
  @inline(never)
  mutating func field(_ key: StaticString, _ value: Int) {
    self.key(key)
    number(value)
  }

  /// What a request or a log that cannot be read has instead of an answer.
  @inline(never)
  mutating func fault(_ name: StaticString, line: Int) {
    field("fault", name)
    field("line", line)
  }
}
