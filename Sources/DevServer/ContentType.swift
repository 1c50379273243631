// SPDX-License-Identifier: Apache-2.0

import SiteModel

/// What browsers are told about a file, by the end of its name.
enum ContentType {
  static let html = "text/html; charset=utf-8"

  static func of(_ path: OutputPath) -> String {
    guard let dot = path.text.lastIndex(of: ".") else { return unknown }
    return byEnding[String(path.text[path.text.index(after: dot)...])] ?? unknown
  }

  private static let unknown = "application/octet-stream"

  private static let byEnding = [
    "html": html, "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8", "xml": "application/xml",
    "json": "application/json", "webmanifest": "application/manifest+json", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon",
    "woff2": "font/woff2", "wasm": "application/wasm", "network": unknown, "gz": "application/gzip",
  ]
}
