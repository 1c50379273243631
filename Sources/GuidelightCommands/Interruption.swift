// SPDX-License-Identifier: Apache-2.0
// What is done when somebody stops the program. It is done in the signal's own handler, which calls only what may be called there
// (signal-safety(7)) and takes no memory and no lock. A dispatch source would be told on a thread of its own: a signal that comes
// before the source is registered, which is later than it is made, is lost for ever.

import Foundation

enum Interruption {
  /// Of the file to be removed; what it points to is not changed while a handler may read it.
  private nonisolated(unsafe) static var partialFile: UnsafeMutablePointer<CChar>?

  /// Ends the program at once, and well: what was asked for has been done.
  static func endsWell() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in _exit(0) }
    }
  }

  /// Removes a file that is not whole, and lets the signal do what it does.
  static func removes(_ path: String) {
    partialFile = strdup(path)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if let file = Interruption.partialFile { unlink(file) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Signals do again what they do by themselves.
  static func isOver() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    free(partialFile)
    partialFile = nil
  }
}
