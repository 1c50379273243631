// SPDX-License-Identifier: Apache-2.0
// What a key may hold, told by the very code that reads it: a reader that describes records each question instead of
// answering it. So the schema that editors complete by cannot differ from what a build accepts.

import SiteModel

/// A key of the content contract.
struct FieldDescription: Equatable, Sendable {
  let key: String
  let type: FieldType
  let isRequired: Bool
  /// What the key is for, in a sentence for editors.
  let about: String
}

indirect enum FieldType: Equatable, Sendable {
  case text
  /// YYYY-MM-DD.
  case date
  /// `30 days`.
  case days
  case webAddress
  /// An address from the site's root: `/guides/selfie/`.
  case sitePath
  case flag
  case number(ClosedRange<Int>)
  case choice([String])
  /// No two alike.
  case list(of: FieldType, isNeeded: Bool)
  case slug
  case record([FieldDescription])
  /// Values by a name that the author chooses.
  case table(of: FieldType)
}

/// The keys of every kind of file in `Content/`.
enum ContentContract {
  static let siteKeys = describe { _ = $0.siteSettings() }
  static let routeKeys = describe { _ = $0.routeHeader() }

  /// The keys of the pages in a section; of the home page for nil.
  static func keys(of section: Section?) -> [FieldDescription] {
    describe { fields in
      _ = fields.pageHeader(in: section)
      _ = fields.pageKind(in: section, answer: noAnswer)
    }
  }

  private static let noAnswer = Markup(
    html: [], references: [], headings: [], images: [], anchors: [], prose: Prose(words: 0, sentences: 0, syllables: 0))

  private static func describe(_ read: (inout FieldReader) -> Void) -> [FieldDescription] {
    var reader = FieldReader.describing
    read(&reader)
    return reader.descriptions
  }
}
