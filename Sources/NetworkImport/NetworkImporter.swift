// SPDX-License-Identifier: Apache-2.0
// TensorFlow Lite model → our compact file, checked by the very code that will read it.

import FaceModels

public enum NetworkImporter {
  /// Converts a model.
  ///
  /// - Returns: the bytes of a network's file, which `NetworkFile` accepts.
  public static func convert(_ tfLite: [UInt8]) throws(ImportFault) -> [UInt8] {
    let bytes = try NetworkPlanner.plan(Model(tfLite))
    let fault: NetworkFault? = bytes.withUnsafeBufferPointer { buffer in
      do throws(NetworkFault) {
        _ = try NetworkFile(buffer)
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw .unsupported("its layers do not fit together (\(fault))") }
    return bytes
  }
}
