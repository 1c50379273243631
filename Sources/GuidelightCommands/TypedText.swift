// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text that a person hands over in a file, or on standard input, so that it stays out of the shell's history.
enum TypedText {
  /// More than any person types; longer text is refused unread.
  private static let maximumBytes = 1_000_000

  /// - Parameter file: a path, or `-` for standard input.
  static func read(_ file: String) throws(CommandFailure) -> [UInt8] {
    do {
      let handle = file == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: file))
      let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
      if data.count > maximumBytes {
        throw CommandFailure(
          status: .usageOrInput, message: "\(printable(file)): This is longer than anything a person types")
      }
      return [UInt8](data)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(status: .usageOrInput, message: "\(printable(file)): This file cannot be read")
    }
  }
}
