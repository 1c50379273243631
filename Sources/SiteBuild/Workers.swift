// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// How many threads a build may use. What they make does not depend on their number: results come back in the order of the
/// work, and no piece of it sees another.
public struct Workers: Sendable {
  public let count: Int

  public init(count: Int) {
    self.count = max(1, count)
  }

  /// Pieces that a thread takes at a time.
  private static let portion = 32

  /// - Parameter count: number of pieces.
  /// - Returns: the results, in the order of the pieces.
  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    let portions = (count + Workers.portion - 1) / Workers.portion
    let next = Atomic<Int>(0)
    let done = Mutex<[[Result]]>(Array(repeating: [], count: portions))
    DispatchQueue.concurrentPerform(iterations: min(self.count, max(1, portions))) { _ in
      while true {
        let portion = next.add(1, ordering: .relaxed).oldValue
        guard portion < portions else { return }
        let range = portion * Workers.portion..<min(count, (portion + 1) * Workers.portion)
        let results = range.map(work)
        done.withLock { $0[portion] = results }
      }
    }
    return done.withLock { $0.flatMap(\.self) }
  }
}
