// SPDX-License-Identifier: Apache-2.0

import Templating
import Testing

@Suite struct RecordTests {
  private func text(_ value: TemplateValue?) -> String? {
    if case .text(let text) = value { text } else { nil }
  }

  @Test func `names keep the order in which they were given`() {
    var record: TemplateRecord = ["b": "1", "a": "2"]
    record["c"] = "3"
    record.add(["A": "4"])
    #expect(record.names == ["b", "a", "c", "A"])
  }

  @Test func `a name that is given again keeps its place, and one that is given nil goes`() {
    var record: TemplateRecord = ["b": "1", "a": "2"]
    record["b"] = "3"
    #expect(record.names == ["b", "a"])
    #expect(text(record["b"]) == "3")
    record["b"] = nil
    record["none"] = nil
    #expect(record.names == ["a"])
    #expect(record["b"] == nil)
  }

  @Test func `only the whole name is the name`() {
    let record: TemplateRecord = ["hasLiveCheckModesAndMore": "1", "": "2"]
    #expect(text(record["hasLiveCheckModesAndMore"]) == "1")
    #expect(text(record[""]) == "2")
    for name in ["hasLiveCheckModesAndMor", "hasLiveCheckModesAndMore2", "HASLIVECHECKMODESANDMORE", " "] {
      #expect(record[name] == nil)
    }
  }
}
