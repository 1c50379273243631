// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The arrows of the house: which module may import which. Whoever adds an arrow adds it here, and says why in the commit.
@Suite struct ImportTests {
  /// Modules of the core: they import each other and nothing else.
  private static let core: [String: Set<String>] = [
    "RealMath": [],
    "Raster": ["RealMath"],
    "NetworkSteps": [],
    "NetworkKernels": ["NetworkSteps", "RealMath"],
    "FaceModels": ["NetworkKernels", "NetworkSteps", "Raster", "RealMath"],
    "CaptureQuality": ["FaceModels", "Raster", "RealMath"],
    "IdentityDocuments": ["Raster"],
    "Verification": ["CaptureQuality", "FaceModels", "IdentityDocuments", "Raster"],
    "LiveCheck": ["CWasmRuntime", "Raster", "Verification"],
  ]

  private static let site: [String: Set<String>] = [
    "Diagnostics": [],
    "SiteModel": ["Diagnostics"],
    "YAML": ["CYAML", "Diagnostics"],
    "Markdown": ["CCMark", "Diagnostics", "SiteModel"],
    "Templating": ["Diagnostics", "SiteModel"],
    "Editorial": ["Diagnostics", "Digests", "SiteModel"],
    "Digests": ["CLibcrypto", "CXXHash"],
    "Routing": ["Diagnostics", "SiteModel"],
    "SiteBuild": [
      "CBrotli", "CExchange", "CZlib", "Diagnostics", "Digests", "Dispatch", "Editorial", "Foundation", "Glibc",
      "Markdown", "Routing", "SiteModel", "Synchronization", "Templating", "YAML",
    ],
    "DevServer": ["Diagnostics", "FlyingFox", "FlyingSocks", "Foundation", "SiteModel", "Synchronization"],
  ]

  private static let commands: [String: Set<String>] = [
    "ImageInput": ["CPictureDecoder", "Foundation", "Glibc"],
    "NetworkImport": ["FaceModels"],
    "WideNetworkKernels": ["NetworkSteps", "RealMath"],
    "HostKernels": ["CProcessor", "FaceModels", "WideNetworkKernels"],
    "EmbedSiteWords": ["Diagnostics", "Foundation", "SiteBuild"],
    "EmbedSiteWordsPlugin": ["Foundation", "PackagePlugin"],
    "GuidelightCommands": [
      "ArgumentParser", "CaptureQuality", "DevServer", "Diagnostics", "Dispatch", "Editorial", "FaceModels", "Foundation", "Glibc",
      "HostKernels",
      "IdentityDocuments", "ImageInput",
      "NetworkImport", "Raster", "Routing", "SiteBuild", "SiteModel", "Verification",
    ],
    "guidelight": ["GuidelightCommands"],
  ]

  private static let allowed = core.merging(site) { first, _ in first }.merging(commands) { first, _ in first }

  private struct Source {
    let module: String
    let path: String
    let lines: [Substring]
  }

  private func sources() throws -> [Source] {
    let folder = Places.root.appending(path: "Sources")
    let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
    return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return Source(
        module: String(path.prefix { $0 != "/" }), path: path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  private func imports(in source: Source) -> [String] {
    source.lines.compactMap { line in
      line.firstMatch(of: /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |internal |private |package |fileprivate )?import (?:\w+ )?(\w+)/)
        .map { String($0.1) }
    }
  }

  @Test func `no module imports what its arrows do not allow`() throws {
    let sources = try sources()
    #expect(Set(sources.map(\.module)).isSuperset(of: ImportTests.allowed.keys), "every module of the list has sources")
    for source in sources {
      let allowed = try #require(ImportTests.allowed[source.module], "\(source.module) has no arrows")
      for name in imports(in: source) where !allowed.contains(name) {
        Issue.record("Sources/\(source.path) imports \(name); \(source.module) may import \(allowed.sorted())")
      }
    }
  }

  @Test func `the test sees every way to write an import`() {
    let lines = [
      "import A", "  public import B", "@testable import C", "import struct D.E", "@_exported public import F",
      "// import G", "let x = \"import H\"", "@preconcurrency import I", "@_implementationOnly import J",
    ]
    let source = Source(module: "M", path: "", lines: lines.map { $0[...] })
    #expect(imports(in: source) == ["A", "B", "C", "D", "F", "I", "J"])
  }

  @Test func `the core has no condition of compilation, no existential and no trap on input`() throws {
    for source in try sources() where ImportTests.core[source.module] != nil {
      for (number, line) in source.lines.enumerated() {
        let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
        for forbidden in [/^\s*#if/, /\bany [A-Z]/, /fatalError\(/, /addingProduct|fma\(/, /\bCodable\b/, /: String\b/] {
          #expect(code.firstMatch(of: forbidden) == nil, "Sources/\(source.path):\(number + 1): \(line)")
        }
      }
    }
  }
}
