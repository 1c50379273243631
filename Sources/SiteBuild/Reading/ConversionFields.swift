// SPDX-License-Identifier: Apache-2.0
// The keys of `conversion:` in site.yaml.

import SiteModel

extension FieldReader {
  mutating func conversionSettings() -> ConversionSettings? {
    let targets = records("targets", "Addresses where people sign up, download or trade.") { $0.conversionTarget() }
    let gates = table("gates", "What a page explains before it leads there, by name: fees, risk.") { fields, _ in
      fields.texts("words", isNeeded: true, "Words by which a heading is known to be about it.")
    }
    let referral = flag("referral", "Whether destinations may use their referral addresses.")
    let wording = texts("wording", "Words that no page may say: urgency, guarantees, bonuses.")
    let calls = texts("calls", "Words that invite; regions can refuse them.")
    let regions = table("regions", "Where readers are, by a short name.") { fields, _ in fields.region() }
    guard let targets, let gates, let wording, let calls, let regions else { return nil }
    return ConversionSettings(
      targets: targets,
      gates: gates.sorted { $0.key < $1.key }.map { ConversionGate(name: $0.key, words: $0.value.map(\.value)) },
      allowsReferral: referral, wording: wording, calls: calls, regions: regions)
  }

  private mutating func conversionTarget() -> ConversionTarget? {
    let host = text("host", "The host; its subdomains are meant, too.")
    let paths = optionalTexts("paths", "Beginnings of paths, '*' for any one part; all paths where it is left out.")
    guard let host, let paths else { return nil }
    return ConversionTarget(host: host, paths: paths.map(\.value))
  }

  private mutating func region() -> Region? {
    let title = text("title", "What readers call it.")
    let refuses = choices("refuses", of: Region.Refusal.self, "What may not be shown there.")
    guard let title, let refuses else { return nil }
    return Region(title: title, refuses: Set(refuses))
  }
}
