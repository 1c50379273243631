// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SiteModel

struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks", abstract: "Lists the catalogue of checks: what each measures, its unit and its limits.")

  func run() {
    let list = CheckList.core
    let terminal = Terminal.standardOutput
    for check in list.checks {
      print("\(terminal.bold(check.id))  \(terminal.dim(check.session))")
      print("  measures  \(check.measure)")
      print("  unit      \(check.unitWords)")
      print("  good      \(check.goodRange)")
      for limit in check.limits {
        print("  \(limit.level == .hint ? "hint  " : "strong")    \(limit.words)")
      }
      if check.strictLimits != check.limits {
        let limits = check.strictLimits.map { "\($0.level == .hint ? "hint" : "strong") \($0.words)" }
        print("  strict    \(check.strictRange); \(limits.joined(separator: ", ")); for --profile passport-strict")
      }
      if !check.causes.isEmpty { print("  causes    \(check.causes.joined(separator: ", "))") }
      if let component = check.component { print("  component \(component) (ISO/IEC 29794-5)") }
      print("  page      /checks/\(check.id)/")
    }
    print("\(counted(list.checks.count, "check")), in order of impact; catalogue digest \(list.digest)")
  }
}
