// SPDX-License-Identifier: Apache-2.0
// The face networks on disk: which of them are there, and whether each is what its name says.

import FaceModels
import Foundation
import HostKernels
import Verification

/// The files of the networks in a folder, checked.
struct NetworkFolder {
  /// Where they are looked for unless they are named.
  static let standard = Installation.networks

  /// In the order of the roles; one that is not in the folder is left out.
  let files: [(role: NetworkRole, bytes: [UInt8])]
  private let folder: String

  /// - Throws: a file that is there and is not the network that its name says.
  init(_ folder: String) throws(CommandFailure) {
    self.folder = folder
    var files: [(role: NetworkRole, bytes: [UInt8])] = []
    for role in NetworkRole.allCases {
      let path = URL(filePath: folder, directoryHint: .isDirectory).appending(path: String(role.fileName)).path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure(status: .environment, message: "Cannot read '\(path)'; check its permissions")
      }
      var networks = FaceNetworks()
      let bytes = Array(data)
      if let fault = networks.take(role, bytes) {
        throw CommandFailure(
          status: .usageOrInput, message: "\(path): error: \(fault.words); make it anew with 'make networks'")
      }
      files.append((role, bytes))
    }
    self.files = files
  }

  /// Whether faces can be found with what is there.
  var findsFaces: Bool {
    [NetworkRole.detector, .landmarks].allSatisfy { role in files.contains { $0.role == role } }
  }

  /// What people should know, in one line, when networks are missing; nil when all are there.
  var note: String? {
    let missing = NetworkRole.allCases.filter { role in !files.contains { $0.role == role } }
    guard !missing.isEmpty else { return nil }
    let names = missing.map { String($0.fileName) }.joined(separator: ", ")
    let what = findsFaces ? "what is about the background" : "what needs a face"
    return "note: \(names) not in '\(folder)': \(what) answers 'cannot tell'; get them with 'make networks'"
  }

  /// All networks that are there, ready, with the widest kernels of this processor.
  func ready() -> FaceNetworks {
    var networks = FaceNetworks()
    for (role, bytes) in files where networks.take(role, bytes, kernels: .host) != nil {
      preconditionFailure("the folder's files were checked when it was read")
    }
    return networks
  }
}

extension FaceNetworks {
  /// - Returns: why the file is not the network, or nil.
  fileprivate mutating func take(_ role: NetworkRole, _ bytes: [UInt8], kernels: Kernels = .portable) -> NetworkFault? {
    bytes.withUnsafeBufferPointer { buffer -> NetworkFault? in
      do throws(NetworkFault) {
        try take(role, buffer, kernels: kernels)
        return nil
      } catch {
        return error
      }
    }
  }
}

extension NetworkFault {
  fileprivate var words: String {
    switch self {
    case .foreign: "The file is no network"
    case .otherVersion(let version): "The file has version \(version), which this program does not read"
    case .truncated(let expected, let found): "The file is cut off: \(found) of \(expected) bytes"
    case .tooLong(let expected, let found): "The file is too long: \(found) bytes instead of \(expected)"
    case .tooLarge: "The network asks for more memory than any should"
    case .badPlane(let number): "Plane \(number) of the network is damaged"
    case .badLayer(let number): "Layer \(number) of the network is damaged"
    case .badOutput(let number): "Output \(number) of the network is damaged"
    case .badWeights(let expected, let found): "The network has \(found) weights instead of \(expected)"
    case .otherNetwork: "The file is another network than its name says"
    }
  }
}
