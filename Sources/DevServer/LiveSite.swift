// SPDX-License-Identifier: Apache-2.0
// The site as it is served now: its files in memory, what was wrong with the last build, and who waits for the next one.

import Diagnostics
import SiteModel
import Synchronization

/// Why the last build has not changed the site.
public struct BuildFaults: Equatable, Sendable {
  public let diagnostics: [Diagnostic]
  /// In one line.
  public let summary: String

  public init(diagnostics: [Diagnostic], summary: String) {
    self.diagnostics = diagnostics
    self.summary = summary
  }
}

/// What a server shows. Builds change it while requests read it: each request sees one state.
public final class LiveSite: Sendable {
  private struct State {
    /// By address.
    var files: [String: OutputFile] = [:]
    /// The revision in which an address got its bytes, or lost them.
    var changes: [String: Int] = [:]
    var revision = 0
    var faults: BuildFaults?
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter = 0
  }

  private let state: Mutex<State>

  public init(files: [OutputFile] = []) {
    var state = State()
    state.files = Dictionary(files.map { ("/\($0.path.text)", $0) }) { first, _ in first }
    self.state = Mutex(state)
  }

  /// Shows what a build has made, and that nothing is wrong any more.
  public func show(changed: [OutputFile], removed: [OutputPath]) {
    next { state in
      for path in removed {
        state.files["/\(path.text)"] = nil
        state.changes["/\(path.text)"] = state.revision
      }
      for file in changed {
        state.files["/\(file.path.text)"] = file
        state.changes["/\(file.path.text)"] = state.revision
      }
      state.faults = nil
    }
  }

  /// Says why the last build has changed nothing; the files stay.
  public func show(_ faults: BuildFaults) {
    next { $0.faults = faults }
  }

  private func next(_ change: (inout State) -> Void) {
    let waiting = state.withLock { state in
      state.revision += 1
      change(&state)
      defer { state.waiting = [:] }
      return state.waiting.values.map(\.self)
    }
    for continuation in waiting { continuation.resume() }
  }
}

// MARK: - What a request sees

extension LiveSite {
  /// What is at an address, and when.
  struct View {
    enum Answer {
      case file(OutputFile)
      /// The address of a page without its last slash.
      case page(at: String)
      /// The site's own page for what is not found; nil where it has none.
      case missing(OutputFile?)
      /// Nothing was ever built.
      case noSite
    }

    let answer: Answer
    let revision: Int
    let faults: BuildFaults?
  }

  private static let notFoundAddress = "/404.html"

  func view(of address: String) -> View {
    state.withLock { state in
      View(answer: LiveSite.answer(for: address, state), revision: state.revision, faults: state.faults)
    }
  }

  private static func answer(for address: String, _ state: State) -> View.Answer {
    if let file = state.files[address] ?? state.files[address + "index.html"] { return .file(file) }
    if state.files[address + "/index.html"] != nil { return .page(at: address + "/") }
    return state.files.isEmpty ? .noSite : .missing(state.files[notFoundAddress])
  }

  /// What a page that was served in an earlier revision has to know.
  struct News: Equatable {
    let revision: Int
    /// Whether what its address shows is no longer what was served.
    let isOutdated: Bool
    let hasFaults: Bool
  }

  func news(for address: String, since seen: Int) -> News {
    state.withLock { state in
      var changes = [address, address + "index.html"].compactMap { state.changes[$0] }
      switch LiveSite.answer(for: address, state) {
      case .file, .page: break
      case .missing: changes.append(state.changes[LiveSite.notFoundAddress] ?? 0)
      case .noSite: changes.append(state.revision)
      }
      return News(
        revision: state.revision, isOutdated: changes.contains { $0 > seen }, hasFaults: state.faults != nil)
    }
  }

  /// Returns when there is another revision than the one that was seen, or after some time.
  func waitForNews(since seen: Int, atMost duration: Duration) async {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let clock = Task {
      try await Task.sleep(for: duration)
      state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
    }
    defer { clock.cancel() }
    await withCheckedContinuation { continuation in
      let isKnown = state.withLock { state in
        if state.revision != seen { return false }
        state.waiting[waiter] = continuation
        return true
      }
      if !isKnown { continuation.resume() }
    }
  }
}
