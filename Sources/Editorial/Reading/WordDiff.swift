// SPDX-License-Identifier: Apache-2.0
// What a reviewer has to look at again: the words that were taken out and those that came in. After E. Myers, "An O(ND)
// Difference Algorithm and Its Variations" (1986).

/// A run of words that is in both texts, or in one of them only.
public enum WordChange: Equatable, Sendable {
  case same([String])
  case removed([String])
  case added([String])

  var words: [String] {
    switch self {
    case .same(let words), .removed(let words), .added(let words): words
    }
  }
}

public enum WordDiff {
  /// Texts that differ in more words than this are shown as two whole texts.
  private static let mostChanges = 1000

  /// The shortest way from one text to the other.
  ///
  /// - Complexity: O((words + changes) × changes).
  public static func changes(from old: [String], to new: [String]) -> [WordChange] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    let steps = steps(Array(old[start..<old.count - end]), Array(new[start..<new.count - end]))
    return joined([.same(Array(old[..<start]))] + steps + [.same(Array(old[(old.count - end)...]))])
  }

  private static func steps(_ old: [String], _ new: [String]) -> [WordChange] {
    let most = min(old.count + new.count, mostChanges)
    let offset = most + 1
    var furthest = Array(repeating: 0, count: 2 * most + 3)
    var trace: [[Int]] = []
    for depth in 0...most {
      trace.append(furthest)
      for diagonal in stride(from: -depth, through: depth, by: 2) {
        let isDown =
          diagonal == -depth
          || (diagonal != depth && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1])
        var x = isDown ? furthest[offset + diagonal + 1] : furthest[offset + diagonal - 1] + 1
        while x < old.count, x - diagonal < new.count, x >= diagonal, old[x] == new[x - diagonal] { x += 1 }
        furthest[offset + diagonal] = x
        if x >= old.count, x - diagonal >= new.count { return path(trace, old, new, offset: offset) }
      }
    }
    return [.removed(old), .added(new)]
  }

  /// Walks back from the end to the start.
  private static func path(_ trace: [[Int]], _ old: [String], _ new: [String], offset: Int) -> [WordChange] {
    var changes: [WordChange] = []
    var (x, y) = (old.count, new.count)
    for depth in stride(from: trace.count - 1, through: 0, by: -1) {
      let furthest = trace[depth]
      let diagonal = x - y
      let isDown =
        diagonal == -depth
        || (diagonal != depth && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1])
      let previous = isDown ? diagonal + 1 : diagonal - 1
      let startX = depth == 0 ? 0 : furthest[offset + previous]
      let startY = depth == 0 ? 0 : startX - previous
      while x > startX, y > startY, old[x - 1] == new[y - 1] {
        changes.append(.same([old[x - 1]]))
        (x, y) = (x - 1, y - 1)
      }
      guard depth > 0 else { break }
      if isDown { changes.append(.added([new[y - 1]])) } else { changes.append(.removed([old[x - 1]])) }
      (x, y) = (startX, startY)
    }
    return changes.reversed()
  }

  /// Neighbours of a kind become one; what was removed stands before what was added in its place.
  private static func joined(_ changes: [WordChange]) -> [WordChange] {
    var result: [WordChange] = []
    var (removed, added): ([String], [String]) = ([], [])
    func flush() {
      if !removed.isEmpty { result.append(.removed(removed)) }
      if !added.isEmpty { result.append(.added(added)) }
      (removed, added) = ([], [])
    }
    for change in changes where !change.words.isEmpty {
      switch change {
      case .removed(let words): removed += words
      case .added(let words): added += words
      case .same(let words):
        flush()
        if case .same(let earlier) = result.last {
          result[result.count - 1] = .same(earlier + words)
        } else {
          result.append(change)
        }
      }
    }
    flush()
    return result
  }
}
