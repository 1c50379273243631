// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tells this program from others and from earlier builds of itself: what the file that runs is like. A site's cache is of
/// use only to the program that wrote it.
enum ProgramIdentity {
  static var bytes: [UInt8] {
    var information = stat()
    guard stat("/proc/self/exe", &information) == 0 else { return [] }
    let parts = [
      Int(information.st_dev), Int(information.st_ino), Int(information.st_size), Int(information.st_mtim.tv_sec),
      Int(information.st_mtim.tv_nsec),
    ]
    return Array(parts.map(String.init).joined(separator: " ").utf8)
  }
}
