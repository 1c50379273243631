// SPDX-License-Identifier: Apache-2.0
// Text files once more, compressed, for servers that send such siblings as they are: `index.html.gz`, `index.html.br`.

import CBrotli
import CZlib
import SiteModel

extension OutputSettings.Compression {
  /// Kinds of files that shrink; pictures and networks are compressed already, or read in other ways.
  private static let textSuffixes = [
    ".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".md", ".webmanifest", ".wasm", ".network",
  ]

  var suffix: String {
    switch self {
    case .gzip: ".gz"
    case .brotli: ".br"
    }
  }

  /// - Returns: nil for a file that is not text, or that does not become smaller.
  func sibling(of file: OutputFile) -> OutputFile? {
    guard Self.textSuffixes.contains(where: { file.path.text.hasSuffix($0) }),
      let path = OutputPath(file.path.text + suffix), let bytes = compressed(file.bytes), bytes.count < file.bytes.count
    else { return nil }
    return OutputFile(path: path, bytes: bytes)
  }

  /// - Returns: nil where the library refuses, which it does for want of memory only.
  private func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    switch self {
    case .gzip: gzip(bytes)
    case .brotli: brotli(bytes)
    }
  }

  private func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard gzip_begin(&stream, Z_BEST_COMPRESSION) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { return nil }
    return Array(output.prefix(Int(stream.total_out)))
  }

  private func brotli(_ bytes: [UInt8]) -> [UInt8]? {
    var count = BrotliEncoderMaxCompressedSize(bytes.count)
    var output = [UInt8](repeating: 0, count: max(count, 1))
    let status = BrotliEncoderCompress(
      BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.count, bytes, &count, &output)
    return status == BROTLI_TRUE ? Array(output.prefix(count)) : nil
  }
}
