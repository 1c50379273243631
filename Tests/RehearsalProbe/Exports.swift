// SPDX-License-Identifier: Apache-2.0
// A development tool, not part of the product: a module in the place of the live check's, whose rehearsals follow measures that
// are written down here instead of a face before the camera. So tests drive the page through every phase and every advice, and
// no film of a face is ever made to move.

import CWasmRuntime
import Raster
import Verification

private enum Probe {
  nonisolated(unsafe) static var bytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var guide = RehearsalGuide(.blink)
  nonisolated(unsafe) static var movement = Movement.blink
  nonisolated(unsafe) static let report =
    UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Report.maximumBytes)
}

/// A face at a moment of a movement; nil where there is none.
///
/// - Parameter time: milliseconds since the first frame.
private func face(_ movement: Movement, at time: Int) -> FaceReading? {
  switch movement {
  // Too long at first, then a blink.
  case .blink: reading(eyes: 1500..<2600 ~= time || 4000..<4200 ~= time ? 100 : 300)
  // Much too fast, to a place that is not far enough; later far enough, and held.
  case .turnLeft: reading(yaw: time < 1500 ? 0 : time < 3500 ? 150 : 250)
  // So far that the face is lost for long; then anew, slowly.
  case .turnRight where 2000..<4000 ~= time: nil
  case .turnRight: reading(yaw: -ramp(time < 4000 ? time - 1500 : time - 5500, over: 1500, to: 220))
  // Down, and up again.
  case .nod: reading(pitch: ramp(time - 1500, over: 900, to: 160) - ramp(time - 2600, over: 900, to: 160))
  }
}

/// From 0 to an angle, tenths of a degree, in equal steps.
private func ramp(_ time: Int, over length: Int, to angle: Int) -> Int { max(0, min(length, time)) * angle / length }

private func reading(yaw: Int = 0, pitch: Int = 0, eyes: Int = 300) -> FaceReading {
  FaceReading(yaw: yaw, pitch: pitch, eyeAspectRatio: eyes, x: 3200, y: 2400, eyeDistance: 1000)
}

@_expose(wasm, "sealed_digest")
@_cdecl("sealed_digest")
public func sealedDigest() -> UnsafePointer<UInt8> {
  let sealed = CatalogueDigest.sealed
  return sealed.utf8Start + (sealed.utf8CodeUnitCount - CatalogueDigest.hexDigits)
}

/// Room for anything that the page hands over: a network, which is not looked at, or a frame, which is not either.
private func room(_ byteCount: Int) -> UnsafeMutablePointer<UInt8>? {
  if byteCount > Probe.bytes.count {
    Probe.bytes.deallocate()
    Probe.bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: byteCount)
  }
  return Probe.bytes.baseAddress
}

@_expose(wasm, "network_buffer")
@_cdecl("network_buffer")
public func networkBuffer(byteCount: Int32) -> UnsafeMutablePointer<UInt8>? { room(Int(byteCount)) }

@_expose(wasm, "take_network")
@_cdecl("take_network")
public func takeNetwork(role: Int32) -> Int32 { 1 }

@_expose(wasm, "frame_buffer")
@_cdecl("frame_buffer")
public func frameBuffer(width: Int32, height: Int32) -> UnsafeMutablePointer<UInt8>? {
  room(Int(width) * Int(height) * 4)
}

@_expose(wasm, "begin_rehearsal")
@_cdecl("begin_rehearsal")
public func beginRehearsal(movement: Int32) -> Int32 {
  guard let movement = Movement(rawValue: UInt8(truncatingIfNeeded: movement)) else { return 0 }
  Probe.movement = movement
  Probe.guide = RehearsalGuide(movement)
  return 1
}

@_expose(wasm, "check_rehearsal")
@_cdecl("check_rehearsal")
public func checkRehearsal(width: Int32, height: Int32, milliseconds: Double) -> Int32 {
  let time = Int64(milliseconds)
  let report = Probe.guide.take(face(Probe.movement, at: Int(time)), milliseconds: time)
  return Int32(report.write(to: Probe.report))
}

@_expose(wasm, "forget")
@_cdecl("forget")
public func forget() {}

@_expose(wasm, "report")
@_cdecl("report")
public func report() -> UnsafePointer<UInt8> { UnsafePointer(Probe.report.baseAddress!) }
