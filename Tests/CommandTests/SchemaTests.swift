// SPDX-License-Identifier: Apache-2.0
// `guidelight schema`. That the schemas accept this project's own pages and refuse others is Tests/BrowserTests/test_schemas.py's.

import Foundation
import TestSupport
import Testing

@Suite struct SchemaTests {
  @Test func `there is a schema for the site, for each section, for pages in none, and for rules`() throws {
    try Places.withTemporaryFolder { folder in
      let program = try GuidelightProgram.run("schema", "--to", "deep/folder", in: folder)
      #expect(program.status == 0 && program.output == "Wrote 17 schemas to deep/folder/schemas/\n")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "deep/folder/schemas").path)
      let names = [
        "about", "checks", "compare", "facts", "faq", "fees", "fix", "glossary", "guides", "home", "routes", "rules", "safety",
        "site", "start", "tools", "topics",
      ]
      #expect(files.sorted() == names.map { "\($0).schema.json" })
    }
  }

  @Test func `schemas are written over earlier ones, with the same bytes each time`() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "schemas/guides.schema.json")
      #expect(try GuidelightProgram.run("schema", in: folder).status == 0)
      let first = try Data(contentsOf: file)
      try Data("old".utf8).write(to: file)
      #expect(try GuidelightProgram.run("schema", in: folder).status == 0)
      #expect(try Data(contentsOf: file) == first)
    }
  }

  @Test func `a folder that cannot be written is told in one line`() throws {
    try Places.withTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "file"))
      let program = try GuidelightProgram.run("schema", "--to", "file", in: folder)
      #expect(program.status == 3 && program.errors.hasPrefix("error: Cannot write 'file/schemas/"))
    }
  }
}
