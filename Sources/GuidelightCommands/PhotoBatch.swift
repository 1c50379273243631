// SPDX-License-Identifier: Apache-2.0
// Many pictures at once: several workers, each with a session of its own; outcomes come in the order of the files.

import Foundation
import Verification

/// Checks files on as many threads as the machine has cores.
final class PhotoBatch: @unchecked Sendable {
  // Unchecked: what changes is changed under the condition's lock.
  private let files: [String]
  private let profile: Profile
  private let condition = NSCondition()
  private var next = 0
  private var outcomes: [Int: PhotoOutcome] = [:]

  init(files: [String], profile: Profile) {
    self.files = files
    self.profile = profile
  }

  /// Calls with each file and what came of it, in the order of the files, as soon as it and all before it are done.
  func run(_ folder: NetworkFolder, _ body: (Int, PhotoOutcome) throws -> Void) rethrows {
    // Threads, because a check computes for long and would hold up the pool of tasks.
    for _ in 0..<min(files.count, ProcessInfo.processInfo.activeProcessorCount) {
      let thread = Thread { self.work(folder) }
      // Decoders of large pictures and libvips use more stack than a thread has by default.
      thread.stackSize = 8 << 20
      thread.start()
    }
    for index in files.indices {
      condition.lock()
      while outcomes[index] == nil { condition.wait() }
      let outcome = outcomes.removeValue(forKey: index)
      condition.unlock()
      if let outcome { try body(index, outcome) }
    }
  }

  private func work(_ folder: NetworkFolder) {
    let checker = PhotoChecker(networks: folder.ready(), profile: profile)
    while let index = take() {
      let outcome = checker.outcome(of: files[index], isAnnotated: false)
      condition.lock()
      outcomes[index] = outcome
      condition.broadcast()
      condition.unlock()
    }
  }

  private func take() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    guard next < files.count else { return nil }
    next += 1
    return next - 1
  }
}
