// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Verification

@Suite struct CatalogueTests {
  private let checks = (0..<CheckCatalogue.count).map { CheckCatalogue.checks[$0] }

  private func text(_ name: StaticString) -> String {
    name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `the digest sealed in the source is the digest of the catalogue and the policy`() {
    let digest = String(CatalogueDigest.compute().value, radix: 16)
    let sealed = text(CatalogueDigest.sealed).suffix(CatalogueDigest.hexDigits)
    #expect(sealed == String(repeating: "0", count: 16 - digest.count) + digest)
  }

  @Test func `every check has a name of its own, in lower-case words joined by hyphens`() {
    let names = checks.map { text($0.id) }
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(name)")
    }
  }

  @Test func `every check has a limit, and a strong limit lies beyond its hint`() {
    for check in checks {
      for profile in Profile.allCases {
        let limits = check.limits(for: profile)
        #expect(limits.atLeast != nil || limits.atMost != nil, "\(check.id)")
        if let bound = limits.atLeast { #expect(bound.strong ?? bound.hint <= bound.hint, "\(check.id)") }
        if let bound = limits.atMost { #expect(bound.strong ?? bound.hint >= bound.hint, "\(check.id)") }
      }
    }
  }

  @Test func `what is good for a document photo is good for a selfie`() {
    for check in checks {
      let (selfie, strict) = (check.limits(for: .selfie), check.limits(for: .passportStrict))
      if let bound = strict.atLeast?.hint, let loose = selfie.atLeast?.hint { #expect(bound >= loose, "\(check.id)") }
      if let bound = strict.atMost?.hint, let loose = selfie.atMost?.hint { #expect(bound <= loose, "\(check.id)") }
      #expect((strict.atLeast == nil) == (selfie.atLeast == nil) && (strict.atMost == nil) == (selfie.atMost == nil))
    }
  }

  @Test func `a value on a limit is still good`() {
    let atLeast = Limits.atLeast(480, strong: 240)
    #expect(atLeast.judge(480) == .good)
    #expect(atLeast.judge(479) == .hint)
    #expect(atLeast.judge(240) == .hint)
    #expect(atLeast.judge(239) == .strong)
    let atMost = Limits.atMost(200, strong: 450)
    #expect(atMost.judge(200) == .good)
    #expect(atMost.judge(201) == .hint)
    #expect(atMost.judge(450) == .hint)
    #expect(atMost.judge(451) == .strong)
    let onlyAsks = Limits.atMost(20, strong: nil)
    #expect(onlyAsks.judge(20) == .good && onlyAsks.judge(1_000_000) == .hint)
    #expect(Limits.exactly(1).judge(0) == .strong)
    #expect(Limits.exactly(1).judge(1) == .good)
    #expect(Limits.exactly(1).judge(2) == .strong)
  }
}
