// SPDX-License-Identifier: Apache-2.0

/// Why a file did not become a network.
public enum ImportFault: Error, Equatable {
  /// The file does not say that it is a TensorFlow Lite model.
  case foreign
  /// An offset leads out of the file.
  case damaged(offset: Int)
  /// A model, but not one that this engine runs.
  case unsupported(String)
}

extension ImportFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .foreign: "This is not a TensorFlow Lite model"
    case .damaged(let offset): "The model is damaged or cut off at byte \(offset); fetch it again"
    case .unsupported(let what): "The model cannot be run here: \(what)"
    }
  }
}
