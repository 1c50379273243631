// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Verification

@Suite struct IdentitySessionTests {
  private let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
  private let names = "account-given: Anna Maria\naccount-family: Eriksson\ndocument-given: ANNA MARIA\ndocument-family: ERIKSSON\n"

  private func report(_ request: String) throws -> (text: String, value: [String: Any]) {
    var session = IdentitySession()
    let bytes = [UInt8](unsafeUninitializedCapacity: IdentityReport.maximumBytes) { buffer, count in
      count = Array(request.utf8).withUnsafeBufferPointer { session.check($0, into: buffer) }
    }
    let value = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    return (String(decoding: bytes, as: UTF8.self), value)
  }

  /// A check's state with its value or its reason.
  private func state(_ id: String, _ request: String) throws -> String {
    let checks = try #require(try report(request).value["checks"] as? [[String: Any]])
    let check = try #require(checks.first { $0["id"] as? String == id })
    let detail = check["value"].map { "\($0)" } ?? check["reason"] as? String ?? ""
    return "\(check["state"] ?? "") \(detail)"
  }

  @Test func `the report has the identity checks in the catalogue's order, and the keys in theirs`() throws {
    let (text, value) = try report("today: 2026-11-25\n\(names)asked: passport\nmrz:\n\(zone)")
    let ids = (value["checks"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
    #expect(ids == ["name-consistency", "document-type", "document-expiry", "mrz-agreement"])
    let keys = ["report", "session", "catalogue", "checks", "first", "names", "witness", "mrz"]
    let places = try keys.map { try #require(text.firstRange(of: "\"\($0)\":")).lowerBound }
    #expect(places == places.sorted() && value["first"] as? String == "document-expiry")
  }

  @Test func `a name is compared with the printed line, and with the zone only where that is missing`() throws {
    #expect(try state("name-consistency", "today: 2026-11-25\n\(names)") == "good 0")
    let account = "today: 2026-11-25\naccount-given: Anna\naccount-family: Eriksson\n"
    #expect(try state("name-consistency", account) == "notMeasurable noName")
    #expect(try state("name-consistency", account + "mrz:\n\(zone)") == "hint 1")
    let other = account + "document-given: Anna\ndocument-family: Erikson\nmrz:\n\(zone)"
    #expect(try state("name-consistency", other) == "strong 2")
    #expect(try state("mrz-agreement", other) == "good 0")
    #expect(try state("mrz-agreement", other.replacing("Anna\ndocument-family: Erikson", with: "Anna Maria\ndocument-family: Erikson")) == "strong 1")
    #expect(try state("name-consistency", account + "document-family: 李\n") == "notMeasurable scriptUnsupported")
    #expect(try state("name-consistency", account + "document-given: Anna Lee\ndocument-family: Eriksson Berg\n") == "notMeasurable namesUnclear")
    #expect(try state("name-consistency", account + "document-given: \(String(repeating: "a", count: 200))\n") == "notMeasurable nameUnreadable")
  }

  @Test func `the document is held against what is asked for`() throws {
    let day = "today: 2026-11-25\n"
    #expect(try state("document-type", day + "asked: passport\nmrz:\n\(zone)") == "good 0")
    #expect(try state("document-type", day + "asked: identity-card\nmrz:\n\(zone)") == "strong 2")
    #expect(try state("document-type", day + "asked: identity-card\nheld: other-card") == "hint 1")
    #expect(try state("document-type", day + "mrz:\n\(zone)") == "notMeasurable nothingAsked")
    #expect(try state("document-type", day + "asked: passport") == "notMeasurable noDocument")
    #expect(try state("document-type", day + "asked: passport\nmrz: x*") == "notMeasurable mrzUnreadable")
    let visa = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
    #expect(try state("document-type", day + "asked: passport\nheld: passport\nmrz:\n\(visa)") == "strong 2")
    #expect(try state("document-type", day + "asked: passport\nmrz:\n\(zone.replacing("P<U", with: "X<U"))") == "notMeasurable documentUnclear")
  }

  @Test func `the days until expiry are counted, and 30 of them are still good`() throws {
    func state(_ expires: String) throws -> String { try self.state("document-expiry", "today: 2026-11-25\nexpires: \(expires)") }
    #expect(try state("2026-12-25") == "good 30")
    #expect(try state("2026-12-24") == "hint 29")
    #expect(try state("2026-11-25") == "hint 0")
    #expect(try state("2026-11-24") == "strong -1")
    #expect(try self.state("document-expiry", "today: 2026-11-25") == "notMeasurable noDocument")
    #expect(try self.state("document-expiry", "today: 2010-04-15\nmrz:\n\(zone)") == "good 731")
    // A date whose digit does not agree is none to count with.
    #expect(try self.state("document-expiry", "today: 2010-04-15\nmrz:\n\(zone.replacing("120415", with: "130415"))") == "notMeasurable documentUnclear")
  }

  @Test func `a zone is read, refused or named`() throws {
    let day = "today: 2026-11-25\n"
    #expect(try state("mrz-agreement", day) == "notMeasurable noMRZ")
    #expect(try state("mrz-agreement", day + "mrz:  \n \n") == "notMeasurable noMRZ")
    #expect(try state("mrz-agreement", day + "mrz:\n\(zone)") == "good 0")
    #expect(try state("mrz-agreement", day + "mrz:\(zone.replacing("L89", with: "L88"))") == "strong 1")
    #expect(try state("mrz-agreement", day + "born: 1974-08-13\nexpires: 2012-04-16\nmrz:\n\(zone)") == "strong 2")
    #expect(try state("mrz-agreement", day + "mrz:\nP<UTO") == "notMeasurable mrzUnreadable")
    #expect(try state("mrz-agreement", day + "mrz:\nIDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6") == "notMeasurable nationalFormat")
    #expect(try report(day + "mrz:\nP<UTO\nL898").text.hasSuffix(#""mrz":{"fault":"lineLength","line":1,"at":0,"found":5,"expected":44}}"#))
  }

  @Test func `nothing that was typed stands in the report`() throws {
    let secret = zone.replacing("L898902C3", with: "QQQWWWZZZ").replacing("ERIKSSON", with: "WXYZWXYZ")
    let text = try report("today: 2026-11-25\naccount-given: Qwertzu\naccount-family: Yxcvbn\ndocument-given: Asdfg\ndocument-family: Hjklm\nborn: 1974-08-12\nmrz:\n\(secret)")
      .text
    for typed in ["QQQ", "WWW", "ZZZ", "WXYZ", "Qwertzu", "QWERTZU", "Yxcvbn", "Asdfg", "Hjklm", "1974", "7408", "ZE18"] { #expect(!text.contains(typed)) }
  }

  @Test func `a request that cannot be read is refused by its line`() throws {
    let cases: [(String, IdentityRequestFault)] = [
      ("", .noToday), ("today:", .noToday), ("asked: passport", .noToday),
      ("today: 25.11.2026", .notADate(line: 1)), ("\ntoday: 2026-02-29", .notADate(line: 2)),
      ("today: 2026-11-25\nexpires: soon", .notADate(line: 2)), ("today: 2026-11-25\nborn: 1974-8-12", .notADate(line: 2)),
      ("today: 2026-11-25\nheld: pasport", .unknownKind(line: 2)), ("today: 2026-11-25\nname: Anna", .unknownKey(line: 2)),
      ("today: 2026-11-25\nAnna", .unknownKey(line: 2)), ("today: 2026-11-25\ntoday: 2026-11-25", .repeatedKey(line: 2)),
    ]
    for (request, fault) in cases {
      #expect(try report(request).text.hasSuffix(#","fault":"\#(fault.name)","line":\#(fault.line)}"#), "\(request)")
    }
  }

  @Test func `a session keeps nothing from one request to the next`() throws {
    var session = IdentitySession()
    let requests = ["today: 2026-11-25\n\(names)mrz:\n\(zone)", "today: 2026-11-25", "today: 2026-11-25\naccount-given: X\naccount-family: Y\ndocument-given: Z"]
    for request in requests + requests.reversed() {
      let bytes = [UInt8](unsafeUninitializedCapacity: IdentityReport.maximumBytes) { buffer, count in
        count = Array(request.utf8).withUnsafeBufferPointer { session.check($0, into: buffer) }
      }
      #expect(try String(decoding: bytes, as: UTF8.self) == report(request).text)
    }
  }
}
