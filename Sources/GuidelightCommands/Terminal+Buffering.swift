// SPDX-License-Identifier: Apache-2.0

// Glibc declares `stdout` as a variable; nothing here ever sets it.
@preconcurrency import Glibc

extension Terminal {
  /// In a pipe, too, each line leaves as soon as it is whole: a server says at once where it listens, and findings and
  /// errors stay in their order.
  static func writeLineByLine() {
    setvbuf(stdout, nil, _IOLBF, 0)
  }
}
