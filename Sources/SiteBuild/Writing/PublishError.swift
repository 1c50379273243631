// SPDX-License-Identifier: Apache-2.0

/// Why a site could not be published; the earlier one is untouched.
public enum PublishError: Error, Equatable {
  /// Something else than a folder of its own is there: a file, or a link.
  case notAFolder(String)
  /// The folder holds files that no manifest lists.
  case foreignFiles(folder: String, example: String)
  /// Another run is writing the same folder.
  case busy(folder: String)
  case cannotWrite(path: String, reason: String)
}

extension PublishError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAFolder(let path): "'\(path)' is no folder; name another, or the folder itself where this is a link"
    case .foreignFiles(let folder, let example):
      "'\(folder)' holds files that guidelight did not write, such as '\(example)'; move them away or name another folder"
    case .busy(let folder): "Another guidelight is writing '\(folder)'; wait until it has ended"
    case .cannotWrite(let path, let reason): "Cannot write '\(path)': \(reason)"
    }
  }
}

extension PublishError {
  init(_ error: FileError) {
    self = .cannotWrite(path: error.path, reason: error.reason)
  }
}
