// SPDX-License-Identifier: Apache-2.0
// Assets under names that change with their bytes, so that servers may let browsers keep them for ever. Style and scripts may
// name other assets (`/assets/NAME`, or `./NAME` beside them in quotes): these names are followed.

import Diagnostics
import Digests
import Foundation
import SiteModel

/// An asset as pages ask for it.
struct PublishedAsset: Sendable {
  /// In `Templates/assets`.
  let name: String
  let path: OutputPath
  /// For `integrity`, by the Subresource Integrity recommendation.
  let integrity: String
  let byteCount: Int
  /// Of a picture whose header can be read.
  let size: ImageSize?

  var url: String { "/\(path.text)" }
}

struct SiteAssets: Sendable {
  /// By the name in `Templates/assets`.
  private let byName: [String: PublishedAsset]
  /// What is published, in the order of the paths; none for assets that are known from the last build.
  let files: [OutputFile]
  /// Two assets, or an asset and a file of this program, with one name.
  let diagnostics: [Diagnostic]
  /// The files of `Templates/assets`, in the order of their paths.
  let sources: [FileRecord]

  static let folder = "Templates/assets/"
  static let moduleName = "live-check.wasm"
  static let loaderName = "live-check-session.js"
  static let workerName = "live-check-worker.js"
  static func networkName(_ file: String) -> String { "networks/\(file)" }

  /// Kinds of files whose names never change: people are told to look at them.
  private static let stableSuffixes = [".txt"]
  private static let textSuffixes = [".css", ".js"]

  init(_ sources: SiteSources) throws(SourceTreeError) {
    var files: [String: SourceFile] = [:]
    var diagnostics: [Diagnostic] = []
    func add(_ file: SourceFile, as name: String) {
      if OutputPath("assets/\(name)") == nil {
        diagnostics.append(
          Diagnostic(
            .error, .invalidFileName, at: file.location(), "'\(name)' cannot be the name of a published file",
            fix: "Name it without control characters and backslashes"))
      } else if let first = files.updateValue(file, forKey: name) {
        diagnostics.append(
          Diagnostic(
            .error, .duplicateOutput, at: file.location(),
            "'\(first.path)' and '\(file.path)' are both published as 'assets/\(name)'", fix: "Rename one of them"))
      }
    }
    var records: [FileRecord] = []
    for entry in sources.assets {
      let file = try entry.read()
      records.append(FileRecord(path: entry.path, signature: entry.signature, digest: ContentDigest(of: file.bytes)))
      add(file, as: String(entry.path.dropFirst(SiteAssets.folder.count)))
    }
    self.sources = records
    if let module = sources.module {
      add(module, as: SiteAssets.moduleName)
      for network in sources.networks { add(network.file, as: SiteAssets.networkName(network.file.path)) }
    }
    var publisher = Publisher(files: files)
    for name in files.keys.sorted() { publisher.publish(name) }
    byName = publisher.published.mapValues(\.asset)
    self.files = publisher.published.values.map(\.file).sorted { $0.path < $1.path }
    self.diagnostics = diagnostics + publisher.diagnostics
  }

  /// Assets that are as the last build published them.
  init(known record: BuildRecord) {
    byName = Dictionary(record.assets.map { ($0.name, $0) }) { first, _ in first }
    files = []
    diagnostics = []
    sources = []
  }

  subscript(name: String) -> PublishedAsset? { byName[name] }

  /// In the order of the names.
  var all: [PublishedAsset] { byName.values.sorted { $0.name < $1.name } }

  /// What an author or a layout calls `/assets/NAME`.
  func published(_ address: String) -> PublishedAsset? {
    address.hasPrefix("/assets/") ? byName[String(address.dropFirst("/assets/".count))] : nil
  }

  /// The size of a picture; nil for one that is not there or does not tell.
  func size(of address: String) -> ImageSize? {
    published(address)?.size
  }

  /// HTML with the published names of the assets that it names.
  func naming(_ html: HTML) -> HTML {
    HTML(trusted: TemplateText(assets: self).naming(html.bytes))
  }

  /// Equal for equal assets under equal names.
  var digest: ContentDigest {
    var writer = ByteWriter()
    writer.list(all)
    return ContentDigest(of: writer.bytes)
  }
}

// MARK: - Names

extension SiteAssets {
  /// Publishes assets after those that they name.
  private struct Publisher {
    let files: [String: SourceFile]
    private(set) var published: [String: (asset: PublishedAsset, file: OutputFile)] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private var open: [String] = []

    init(files: [String: SourceFile]) {
      self.files = files
    }

    @discardableResult
    mutating func publish(_ name: String) -> PublishedAsset? {
      if let done = published[name] { return done.asset }
      guard let file = files[name] else { return nil }
      if open.contains(name) {
        diagnostics.append(
          Diagnostic(
            .error, .circularAssets, at: file.location(),
            "'\(name)' names itself by way of \(open.joined(separator: ", "))",
            fix: "Move what both need into a third file"))
        return nil
      }
      open.append(name)
      let isText = SiteAssets.textSuffixes.contains { name.hasSuffix($0) }
      let bytes = isText ? following(file.bytes, in: name) : file.bytes
      open.removeLast()
      let isStable = SiteAssets.stableSuffixes.contains { name.hasSuffix($0) }
      let asset = PublishedAsset(name, bytes, isStable: isStable)
      published[name] = (asset, OutputFile(path: asset.path, bytes: bytes))
      return asset
    }

    /// The text with the published names of the assets that it names.
    private mutating func following(_ text: [UInt8], in name: String) -> [UInt8] {
      let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
      var result: [UInt8] = []
      result.reserveCapacity(text.count + 64)
      var position = 0
      for mark in marks(in: text) {
        let start = mark.isRooted ? mark.range.lowerBound + "/assets/".utf8.count : mark.range.lowerBound + 2
        let named = String(decoding: text[start..<mark.range.upperBound], as: UTF8.self)
        guard let asset = publish(mark.isRooted ? named : folder + named) else { continue }
        result += text[position..<start]
        let published = asset.path.text.dropFirst("assets/".count)
        result += (mark.isRooted ? published : published.dropFirst(folder.count)).utf8
        position = mark.range.upperBound
      }
      return result + text[position...]
    }

    /// Where `/assets/…` or `"./…` stands, up to what ends a name.
    private func marks(in text: [UInt8]) -> [(range: Range<Int>, isRooted: Bool)] {
      var marks: [(Range<Int>, Bool)] = []
      let rooted = Array("/assets/".utf8)
      let enders = Set("\"'`)?# \n".utf8)
      for start in text.indices where text[start] == UInt8(ascii: "/") {
        let isRooted = text[start...].starts(with: rooted)
        let isBeside = start >= 2 && text[start - 1] == UInt8(ascii: ".") && enders.contains(text[start - 2])
        guard isRooted || isBeside else { continue }
        let end = text[start...].firstIndex(where: enders.contains) ?? text.endIndex
        marks.append(((isRooted ? start : start - 1)..<end, isRooted))
      }
      return marks
    }
  }
}

extension PublishedAsset {
  fileprivate init(_ name: String, _ bytes: [UInt8], isStable: Bool) {
    let published = isStable ? name : PublishedAsset.fingerprinted(name, bytes)
    // Names were held against the rules of output paths when they were taken.
    self.init(
      name: name, path: OutputPath("assets/\(published)")!,
      integrity: "sha384-" + Data(SecureDigest.sha384(bytes)).base64EncodedString(), byteCount: bytes.count,
      size: PublishedAsset.imageSize(name, bytes))
  }

  private static let imageSuffixes = [".svg", ".png", ".jpg", ".jpeg", ".webp"]

  private static func imageSize(_ name: String, _ bytes: [UInt8]) -> ImageSize? {
    guard imageSuffixes.contains(where: { name.lowercased().hasSuffix($0) }) else { return nil }
    do { return try ImageSize(header: bytes) } catch { return nil }
  }

  /// `site.css` becomes `site.4f1c2a90b3.css`.
  private static func fingerprinted(_ name: String, _ bytes: [UInt8]) -> String {
    let print = SecureDigest.hexadecimal(SecureDigest.sha256(bytes).prefix(5))
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return "\(name).\(print)" }
    return "\(name[..<dot]).\(print)\(name[dot...])"
  }
}
