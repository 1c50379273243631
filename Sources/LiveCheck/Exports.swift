// SPDX-License-Identifier: Apache-2.0
// What the page can call: pointers in, bytes out, no decision. A host asks for the frame buffer, fills it with RGBA, asks
// for a check, and reads the report's bytes.

import CWasmRuntime
import Raster
import Verification

/// The module's whole state. A module serves one caller on one thread.
///
/// In a type, because the globals of an executable are set by its `main`, and this one has none.
private enum Module {
  nonisolated(unsafe) static var session = PhotoSession()
  nonisolated(unsafe) static var document = DocumentSession()
  nonisolated(unsafe) static var live = LiveSession(measuringWith: session)
  nonisolated(unsafe) static var rehearsal = RehearsalSession(networks: FaceNetworks(), .blink)
  nonisolated(unsafe) static var identity = IdentitySession()
  nonisolated(unsafe) static var networkBuffer = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var frameBuffer = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static let reportBuffer =
    UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(Report.maximumBytes, IdentityReport.maximumBytes))
  nonisolated(unsafe) static let textBuffer =
    UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16384)
}

/// Where the sealed digest stands: 16 hexadecimal digits.
@_expose(wasm, "sealed_digest")
@_cdecl("sealed_digest")
public func sealedDigest() -> UnsafePointer<UInt8> {
  let sealed = CatalogueDigest.sealed
  return sealed.utf8Start + (sealed.utf8CodeUnitCount - CatalogueDigest.hexDigits)
}

/// Where the bytes of a network's file go.
@_expose(wasm, "network_buffer")
@_cdecl("network_buffer")
public func networkBuffer(byteCount: Int32) -> UnsafeMutablePointer<UInt8>? {
  guard byteCount > 0 else { return nil }
  Module.networkBuffer.deallocate()
  Module.networkBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(byteCount))
  return Module.networkBuffer.baseAddress
}

/// Makes the network in the buffer ready; the buffer is given back. Returns 1, or 0 for a file that is not that network.
///
/// - Parameter role: 0 is the detector, 1 the landmarks, 2 the mask.
@_expose(wasm, "take_network")
@_cdecl("take_network")
public func takeNetwork(role: Int32) -> Int32 {
  defer {
    Module.networkBuffer.deallocate()
    Module.networkBuffer = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  }
  guard let role = NetworkRole(rawValue: UInt8(truncatingIfNeeded: role)) else { return 0 }
  do {
    try Module.session.networks.take(role, UnsafeBufferPointer(Module.networkBuffer))
    return 1
  } catch {
    return 0
  }
}

/// Where width × height × 4 bytes of RGBA go; nil when no frame may have that size.
@_expose(wasm, "frame_buffer")
@_cdecl("frame_buffer")
public func frameBuffer(width: Int32, height: Int32) -> UnsafeMutablePointer<UInt8>? {
  do {
    try Frame.validate(width: Int(width), height: Int(height))
  } catch {
    return nil
  }
  let byteCount = Int(width) * Int(height) * 4
  if byteCount > Module.frameBuffer.count {
    Module.frameBuffer.deallocate()
    Module.frameBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: byteCount)
  }
  return Module.frameBuffer.baseAddress
}

/// Checks the frame in the buffer; returns the length of the report, 0 when the size does not fit the buffer.
@_expose(wasm, "check_photo")
@_cdecl("check_photo")
public func checkPhoto(width: Int32, height: Int32) -> Int32 {
  do {
    let frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Module.frameBuffer))
    return Int32(Module.session.check(frame).write(to: Module.reportBuffer))
  } catch {
    return 0
  }
}

/// Where the UTF-8 of a request or of a log of tries goes; nil when it is longer than any that a person types.
@_expose(wasm, "text_buffer")
@_cdecl("text_buffer")
public func textBuffer(byteCount: Int32) -> UnsafeMutablePointer<UInt8>? {
  byteCount < 0 || Int(byteCount) > Module.textBuffer.count ? nil : Module.textBuffer.baseAddress
}

/// Compares the details in the text buffer and clears them there; returns the length of the report.
@_expose(wasm, "check_identity")
@_cdecl("check_identity")
public func checkIdentity(byteCount: Int32) -> Int32 {
  withText(byteCount) { Module.identity.check($0, into: Module.reportBuffer) }
}

/// Follows the log of tries in the text buffer and clears it there; returns the length of the report.
@_expose(wasm, "check_retry")
@_cdecl("check_retry")
public func checkRetry(byteCount: Int32) -> Int32 {
  withText(byteCount) { RetryLog.check($0, into: Module.reportBuffer) }
}

@inline(never)
private func withText(_ byteCount: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Int) -> Int32 {
  guard byteCount >= 0, Int(byteCount) <= Module.textBuffer.count else { return 0 }
  let text = UnsafeMutableBufferPointer(rebasing: Module.textBuffer[..<Int(byteCount)])
  defer { text.update(repeating: 0) }
  return Int32(body(UnsafeBufferPointer(text)))
}

/// Checks the frame in the buffer as a picture of a document; returns the length of the report, 0 when the size does not fit
/// the buffer.
@_expose(wasm, "check_document")
@_cdecl("check_document")
public func checkDocument(width: Int32, height: Int32) -> Int32 {
  do {
    let frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Module.frameBuffer))
    let length = Module.document.check(frame).write(to: Module.reportBuffer)
    Module.document.forget()
    return Int32(length)
  } catch {
    return 0
  }
}

/// Begins a live session with the networks that are there: its first frame is the next one.
@_expose(wasm, "begin_live")
@_cdecl("begin_live")
public func beginLive() {
  Module.live.photo = Module.session
  Module.live.begin()
}

/// Takes the frame in the buffer as the next one of the live session; returns the length of its report, 0 when the size does
/// not fit the buffer.
///
/// - Parameter milliseconds: when the frame was taken, from any beginning; what is no number counts as 0.
@_expose(wasm, "check_live")
@_cdecl("check_live")
public func checkLive(width: Int32, height: Int32, milliseconds: Double) -> Int32 {
  do {
    let frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Module.frameBuffer))
    return Int32(Module.live.take(frame, milliseconds: whole(milliseconds)).write(to: Module.reportBuffer))
  } catch {
    return 0
  }
}

/// Begins a rehearsal with the networks that are there; returns 1, or 0 for no movement.
///
/// - Parameter movement: 0 is a blink, 1 a turn to the left, 2 to the right, 3 a nod.
@_expose(wasm, "begin_rehearsal")
@_cdecl("begin_rehearsal")
public func beginRehearsal(movement: Int32) -> Int32 {
  guard let movement = Movement(rawValue: UInt8(truncatingIfNeeded: movement)) else { return 0 }
  Module.rehearsal = RehearsalSession(networks: Module.session.networks, movement)
  return 1
}

/// Takes the frame in the buffer as the next one of the rehearsal; returns the length of its report, 0 when the size does not
/// fit the buffer. Hosts hand over a camera's frames only, never those of a file.
@_expose(wasm, "check_rehearsal")
@_cdecl("check_rehearsal")
public func checkRehearsal(width: Int32, height: Int32, milliseconds: Double) -> Int32 {
  do {
    let frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Module.frameBuffer))
    return Int32(Module.rehearsal.take(frame, milliseconds: whole(milliseconds)).write(to: Module.reportBuffer))
  } catch {
    return 0
  }
}

/// A time as whole milliseconds; what is no number, or far beyond any time, is 0.
private func whole(_ milliseconds: Double) -> Int64 {
  milliseconds > -9e15 && milliseconds < 9e15 ? Int64(milliseconds) : 0
}

/// Makes all that came of the last picture zero. The frame buffer is the host's to clear.
@_expose(wasm, "forget")
@_cdecl("forget")
public func forget() {
  Module.session.forget()
  Module.live.forget()
}

/// Where the last report stands.
@_expose(wasm, "report")
@_cdecl("report")
public func report() -> UnsafePointer<UInt8> {
  UnsafePointer(Module.reportBuffer.baseAddress!)
}
