// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct CheckDetailsTests {
  private let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"

  private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "text")
      try Data(text.utf8).write(to: file)
      return try body(file.path)
    }
  }

  @Test func `details that match leave nothing to change`() throws {
    let run = try withFile(zone) {
      try GuidelightProgram.run(
        "check", "identity", "--account-name", "Anna Maria/Eriksson", "--document-name", "ANNA MARIA/ERIKSSON", "--mrz", $0, "--asked", "passport", "--today", "2011-01-01")
    }
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("probably typed correctly") && run.output.contains("470 days left") && run.output.contains("Nothing to change"))
    #expect(!run.output.lowercased().contains("genuine"))
  }

  @Test func `the letters that differ are marked, and the document number is never repeated`() throws {
    let run = try withFile(zone.replacing("L898902C3", with: "L898902C4")) {
      try GuidelightProgram.run("check", "identity", "--account-name", "Anna Maria/Erikson", "--document-name", "Anna Maria/Eriksson", "--mrz", $0, "--today", "2011-01-01")
    }
    #expect(run.status == 1)
    #expect(run.output.contains("Document: Anna Maria Eriks[s]on") && run.output.contains("MRZ line 2, characters 1–10"))
    #expect(!run.output.contains("L898902C") && !run.errors.contains("L898902C"))
  }

  @Test func `values come out of a file, and JSON is the core's own`() throws {
    let values = "today: 2026-11-25\naccount-given: Ana\naccount-family: Silva\ndocument-given: Maria Ana\ndocument-family: Silva\n"
    let run = try withFile(values) { try GuidelightProgram.run("check", "identity", "--values", $0, "--json") }
    #expect(run.status == 1 && run.output.hasPrefix(#"{"report":1,"session":"identity","catalogue":""#))
    #expect(run.output.contains(#""rule":"R13b","class":"first-given-missing""#) && !run.output.contains("Silva"))
  }

  @Test func `what cannot be read is refused with what to do`() throws {
    let cases: [([String], String)] = [
      (["identity"], "Name what to compare"), (["identity", "--account-name", "Anna Eriksson"], "a slash"),
      (["identity", "--asked", "pasport"], "no kind of document"), (["identity", "--expires", "tomorrow"], "tomorrow"),
      (["identity", "--mrz", "/nonexistent"], "cannot be read"), (["identity", "--values", "/nonexistent"], "cannot be read"),
      (["retry"], "--events"), (["retry", "--events", "/nonexistent"], "cannot be read"),
      (["retry", "--graph", "--events", "x"], "one of"),
    ]
    for (arguments, words) in cases {
      let run = try Program.run(GuidelightProgram.path, ["check"] + arguments)
      #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
    let line = try withFile("today: 2026-11-25\nname: Anna\n") { try GuidelightProgram.run("check", "identity", "--values", $0) }
    #expect(line.status == 2 && line.errors.contains(":2: This line has no key that is known") && !line.errors.contains("Anna"))
  }

  @Test func `a log says what to do now`() throws {
    let log = "2026-11-25 10:00 ready\n2026-11-25 10:30 failed-name\n"
    let run = try withFile(log) { try GuidelightProgram.run("check", "retry", "--events", $0) }
    #expect(run.status == 1 && run.output.contains("Do not repeat the selfie"))
    let json = try withFile(log) { try GuidelightProgram.run("check", "retry", "--events", $0, "--json") }
    #expect(json.output.contains(#""state":"fix-name""#) && json.output.contains(#""events":["not-own-identity""#))
    let done = try withFile("2026-11-25 10:00 ready\n2026-11-25 10:30 passed\n") { try GuidelightProgram.run("check", "retry", "--events", $0) }
    #expect(done.status == 0)
    let wrong = try withFile(log + "2026-11-25 10:40 passed\n") { try GuidelightProgram.run("check", "retry", "--events", $0) }
    #expect(wrong.status == 2 && wrong.errors.contains(":3: This cannot follow"))
  }

  @Test func `the graph has an edge for every event of every state`() throws {
    let run = try GuidelightProgram.run("check", "retry", "--graph")
    #expect(run.status == 0 && run.output.hasPrefix("stateDiagram-v2\n  [*] --> check\n"))
    #expect(run.output.contains("  attempt --> switch_once: failed-lighting [unless switched]\n"))
    #expect(!run.output.contains("stop --> check") && !run.output.contains("done --> attempt"))
  }
}
