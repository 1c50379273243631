// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import SiteBuild
import SiteModel

/// The site in Fixtures/minimal with some files changed: each test says what it changes and what is printed.
struct FixtureSite {
  private var content: [String: [UInt8]] = [:]
  private var templates: [String: [UInt8]] = [:]
  private var assets: [String: [UInt8]] = [:]
  var module: SourceFile?
  var checks = FixtureSite.checks
  var asOf = CivilDate(year: 2026, month: 11, day: 23)!
  var includesDrafts = false
  var threads = 1
  var region: String?

  static let digest = "0123456789abcdef"
  static let mark = "test-digest:"
  static let module = SourceFile(
    path: "module.wasm", bytes: [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00] + Array("…\(mark)\(digest)…".utf8))

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/minimal")

  init() throws {
    let sources = try SiteSources.read(folder: FixtureSite.folder.path, modulePath: "module.wasm")
    for entry in sources.content { content[entry.path] = try entry.read().bytes }
    for file in sources.templates { templates[file.path] = file.bytes }
    for entry in sources.assets { assets[entry.path] = try entry.read().bytes }
    module = FixtureSite.module
  }

  static let checks = CheckList(
    digest: digest,
    checks: ["even-light", "steady-hand"].map { id in
      CheckDescription(
        id: id, session: "photo", measure: "something", unit: "pixels", unitWords: "pixels",
        limits: [CheckDescription.Limit(level: .hint, words: "below 480")],
        strictLimits: id == "steady-hand" ? [CheckDescription.Limit(level: .strong, words: "below 600")] : nil,
        goodRange: "at least 480", component: nil, needsFace: false, causes: id == "steady-hand" ? ["hand"] : [])
    },
    reasons: ["noFaceModel"], moduleMark: mark)

  /// Changes a file: the first occurrence of a text becomes another.
  mutating func replace(_ old: String, with new: String, in path: String) {
    precondition(text(path).contains(old), "'\(old)' is not in \(path)")
    let range = text(path).range(of: old)!
    write(text(path).replacingCharacters(in: range, with: new), to: path)
  }

  mutating func write(_ text: String, to path: String) {
    write(bytes: Array(text.utf8), to: path)
  }

  mutating func write(bytes: [UInt8], to path: String) {
    if path.hasPrefix("Content/") {
      content[path] = bytes
    } else if path.hasPrefix("Templates/assets/") {
      assets[path] = bytes
    } else {
      templates[path] = bytes
    }
  }

  mutating func remove(_ path: String) {
    content[path] = nil
    templates[path] = nil
    assets[path] = nil
  }

  func text(_ path: String) -> String {
    String(decoding: content[path] ?? templates[path] ?? assets[path] ?? [], as: UTF8.self)
  }

  /// Signs for what a page says now.
  mutating func sign(_ name: String, on day: String = "2026-11-20", note: String? = nil) throws {
    let site = try ReviewedSite(content: request.sources.content, asOf: asOf)
    let mark = ReviewMark(day: CivilDate(iso: day)!, reviewer: "editor", reviewClass: nil, note: note)
    let file = try site.marked(ReviewedSite.page(named: name)!, mark).file
    write(bytes: file.bytes, to: file.path)
  }

  func build() throws -> BuiltSite {
    try SiteBuilder.build(request)
  }

  var request: BuildRequest {
    let sources = SiteSources(
      content: files(content).map(SourceEntry.init), templates: files(templates),
      assets: files(assets).map(SourceEntry.init), module: module, modulePath: "module.wasm")
    var request = BuildRequest(sources: sources, checks: checks, asOf: asOf)
    request.includesDrafts = includesDrafts
    request.workers = Workers(count: threads)
    request.region = region
    return request
  }

  /// What a person sees: every diagnostic of a build that fails, or of one that passes with warnings.
  func printed() throws -> String {
    let diagnostics: [Diagnostic]
    do {
      diagnostics = try build().warnings
    } catch let failure as BuildFailure {
      diagnostics = failure.diagnostics
    }
    return ConsoleWriter(usesColour: false).text(for: diagnostics)
  }

  private func files(_ files: [String: [UInt8]]) -> [SourceFile] {
    files.map { SourceFile(path: $0.key, bytes: $0.value) }
  }
}
