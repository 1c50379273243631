// SPDX-License-Identifier: Apache-2.0
// What a change may do to the reviews of the pages that it touches: leave none worse than it was, and bump no date that nobody
// earned. Both sides are judged on the same day, so time alone never fails a change.

import Diagnostics
import SiteModel

public struct ChangePolicy {
  private let before: SiteReview?
  private let earlier: [PagePath: Document]
  private let after: SiteReview

  /// - Parameters:
  ///   - before: the site as it was, judged on the same day as `after`; nil where it could not be read.
  ///   - earlier: its pages.
  public init(before: SiteReview?, earlier: [Document], after: SiteReview) {
    self.before = before
    self.earlier = Dictionary(earlier.map { ($0.path, $0) }) { first, _ in first }
    self.after = after
  }

  /// What is wrong with the pages as they are now.
  ///
  /// - Parameter isTouched: whether a page's own file was changed.
  /// - Returns: errors for pages that were touched; a warning for each that shows a changed fact or answer.
  public func findings(for documents: some Sequence<Document>, isTouched: (Document) -> Bool) -> [Diagnostic] {
    documents.compactMap { document in
      let now = after.standing(of: document)
      guard let old = earlier[document.path], let before else {
        return isTouched(document) ? newPage(document, now) : nil
      }
      let was = before.standing(of: old)
      if isTouched(document) { return bareDate(document, old, now) ?? worse(document, was, now) }
      return now.has(.edited) && !was.has(.edited) ? leftBehind(document) : nil
    }
  }

  private func newPage(_ document: Document, _ now: Standing) -> Diagnostic? {
    guard now.state < .unverified else { return nil }
    return Diagnostic(
      .error, .worseReview, at: document.header.review.reviewed.location,
      "The new page '\(document.path.reviewName)' is \(now.state.words): \(now.reason)", fix: mark(document))
  }

  /// Somebody signed for a text that they did not read.
  private func bareDate(_ document: Document, _ old: Document, _ now: Standing) -> Diagnostic? {
    let (stamp, earlier) = (document.header.review, old.header.review)
    let isSigned =
      stamp.reviewed.value != earlier.reviewed.value || stamp.reviewer.value != earlier.reviewer.value
      || stamp.digest != earlier.digest
    guard isSigned, now.has(.edited) else { return nil }
    return Diagnostic(
      .error, .bareReviewDate, at: stamp.reviewed.location,
      "The review of '\(document.path.reviewName)' was changed, and its digest is not that of the text",
      fix: "Put the old review back, or read the page and run 'guidelight review mark \(document.path.reviewName)'")
  }

  private func worse(_ document: Document, _ was: Standing, _ now: Standing) -> Diagnostic? {
    guard now.state < was.state, now.state <= .overdue else { return nil }
    // A page that was late is mended without a false stamp: that it was edited says so.
    let wasLate = was.state.stopsBuild || was.has(.edited) || was.has(.sourceChanged) || was.has(.overdue)
    if wasLate, now.state == .edited { return nil }
    return Diagnostic(
      .error, .worseReview, at: document.header.review.reviewed.location,
      "'\(document.path.reviewName)' was \(was.state.words) and is now \(now.state.words): \(now.reason)",
      fix: mark(document))
  }

  /// A page that was not touched, and shows something that was.
  private func leftBehind(_ document: Document) -> Diagnostic {
    Diagnostic(
      .warning, .editedSinceReview, at: document.header.review.reviewed.location,
      "'\(document.path.reviewName)' shows a fact or an answer that was changed", fix: mark(document))
  }

  private func mark(_ document: Document) -> String {
    "Read the page, then 'guidelight review mark \(document.path.reviewName)'"
  }
}
