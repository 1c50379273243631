// SPDX-License-Identifier: Apache-2.0
// The digest of catalogue and policy: what tells a stale module from a current one.
//
// The digest is computed from the tables, and it also stands in the source, sealed, so that it can be read off a built
// module without running it. A test and `guidelight build` refuse a sealed digest that is not the computed one; the build
// and the page refuse a module whose digest is not the command's own.

import CaptureQuality
import Raster

/// A 64-bit FNV-1a hash over every column of the catalogue and every number of the policy (Fowler, Noll, Vo). It guards
/// against mistakes, not against an attacker: whoever can change the module can change the page beside it.
public struct CatalogueDigest: Equatable, Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The digest of the tables in this program.
  public static func compute() -> CatalogueDigest {
    var digest = CatalogueDigest()
    digest.add(number: CheckCatalogue.count)
    for index in 0..<CheckCatalogue.count { digest.add(CheckCatalogue.checks[index]) }
    let policy = Policy.current
    digest.add(number: Int(policy.clippedLevel))
    digest.add(number: Int(policy.crushedLevel))
    digest.add(number: policy.leastStructure)
    digest.add(number: policy.comparableYaw)
    digest.add(number: policy.leastEyeDistance)
    digest.add(number: policy.clippedBackground)
    digest.add(number: policy.blur.motion)
    digest.add(number: policy.blur.even)
    digest.add(number: policy.blur.softBackground)
    digest.add(number: policy.blur.sharpBackground)
    digest.add(number: policy.blur.leastBackground)
    digest.add(number: policy.triesADay)
    digest.add(number: policy.triesForOneCause)
    digest.add(number: policy.minutesBetweenTries)
    digest.add(policy.live)
    digest.add(policy.rehearsal)
    digest.add(number: Frame.maximumPixels)
    return digest
  }

  /// A mark by which the sealed digest is found in a module, followed by 16 hexadecimal digits.
  ///
  /// When the catalogue or the policy changes, `make test` and `guidelight build` say which digest to write here.
  public static let sealed: StaticString = "guidelight-catalogue-digest:c7769a2db6dde53f"
  public static let hexDigits = 16
}

extension CatalogueDigest {
  private mutating func add(_ live: LiveTiming) {
    add(number: live.settle)
    add(number: live.keep)
    add(number: live.hold)
    add(number: live.longestStep)
    add(number: live.baseline)
    add(number: live.blink)
    add(number: live.closedEye)
    add(number: live.leastEye)
    add(number: live.levelPitch)
    add(number: live.motion)
    add(number: live.maskInterval)
  }

  private mutating func add(_ rehearsal: RehearsalLimits) {
    add(number: rehearsal.settle)
    add(number: rehearsal.ahead)
    add(number: rehearsal.unrest)
    add(number: rehearsal.turn)
    add(number: rehearsal.nod)
    add(number: rehearsal.hold)
    add(number: rehearsal.speed)
    add(number: rehearsal.speedTime)
    add(number: rehearsal.blink)
    add(number: rehearsal.closedEye)
    add(number: rehearsal.openEye)
    add(number: rehearsal.steadyPitch)
    add(number: rehearsal.keep)
    add(number: rehearsal.lost)
  }

  private mutating func add(_ check: Check) {
    add(text: check.id)
    add(text: check.session.name)
    add(text: check.measure)
    add(text: check.unit.name)
    for profile in Profile.allCases {
      add(check.limits(for: profile).atLeast)
      add(check.limits(for: profile).atMost)
    }
    add(text: check.component)
    add(number: Int(check.needs.rawValue))
    add(byte: check.tellsCause ? 1 : 0)
  }

  private mutating func add(_ bound: Limits.Bound?) {
    guard let bound else { return add(byte: 0) }
    add(byte: 1)
    add(number: bound.hint)
    add(number: bound.strong ?? -1)
  }

  private mutating func add(text: StaticString) {
    add(number: text.utf8CodeUnitCount)
    for offset in 0..<text.utf8CodeUnitCount { add(byte: text.utf8Start[offset]) }
  }

  /// Eight bytes, least significant first, whatever the width of Int is.
  private mutating func add(number: Int) {
    let wide = Int64(number)
    for shift in 0..<8 { add(byte: UInt8(truncatingIfNeeded: wide >> (8 * Int64(shift)))) }
  }

  private mutating func add(byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}
