// SPDX-License-Identifier: Apache-2.0
// A development tool, not part of the product: the parts of a live frame one by one as a WebAssembly module, so that a
// benchmark can time them. The core itself looks at no clock. Each part leaves what the next ones need, as in a live session.

import CWasmRuntime
import CaptureQuality
import FaceModels
import Raster
import Verification

private enum Probe {
  nonisolated(unsafe) static var file = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var pixels = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var frame: Frame?
  nonisolated(unsafe) static var detector: FaceDetector?
  nonisolated(unsafe) static var landmarker: FaceLandmarker?
  nonisolated(unsafe) static var mask: PersonMask?
  nonisolated(unsafe) static var arena = Arena(
    byteCount: FacePatch.arenaBytes + LightScales.arenaBytes + GlassesGlare.arenaBytes + OtherPeople.arenaBytes
      + Background.arenaBytes + TemporalNoise.arenaBytes)
  nonisolated(unsafe) static var patch = FacePatch(arena: &arena)
  nonisolated(unsafe) static let scales = LightScales(arena: &arena)
  nonisolated(unsafe) static let glare = GlassesGlare(arena: &arena)
  nonisolated(unsafe) static let others = OtherPeople(arena: &arena)
  nonisolated(unsafe) static var background = Background(arena: &arena)
  nonisolated(unsafe) static var noise = TemporalNoise(arena: &arena)
  nonisolated(unsafe) static var region: Region?
  nonisolated(unsafe) static var face: Face?
  nonisolated(unsafe) static var light: FaceLight?
  nonisolated(unsafe) static var guide = LiveGuide()
  nonisolated(unsafe) static var told: LiveReport?
  nonisolated(unsafe) static var milliseconds: Int64 = 0
  nonisolated(unsafe) static let report = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Report.maximumBytes)
  /// Of everything that was measured, so that none of it is left out as useless.
  nonisolated(unsafe) static var sum = 0

  struct Face {
    let landmarks: Landmarks
    let geometry: FaceGeometry
    let placement: HeadPlacement
  }

  static func use(_ measurement: Measurement) {
    if case .measured(let value) = measurement { sum &+= value }
  }
}

/// Where the bytes of a network's file go.
@_expose(wasm, "network_buffer")
@_cdecl("network_buffer")
public func networkBuffer(byteCount: Int32) -> UnsafeMutablePointer<UInt8> {
  Probe.file = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(byteCount))
  return Probe.file.baseAddress!
}

/// Makes the network in the buffer ready, whichever it is; 0 when it is none of the three.
@_expose(wasm, "take_network")
@_cdecl("take_network")
public func takeNetwork() -> Int32 {
  do {
    let file = try NetworkFile(UnsafeBufferPointer(Probe.file))
    var arena = Arena(
      byteCount: max(
        FaceDetector.arenaBytes(for: file), max(FaceLandmarker.arenaBytes(for: file), PersonMask.arenaBytes(for: file))))
    if let detector = FaceDetector(file, arena: &arena) {
      Probe.detector = detector
    } else if let landmarker = FaceLandmarker(file, arena: &arena) {
      Probe.landmarker = landmarker
    } else if let mask = PersonMask(file, arena: &arena) {
      Probe.mask = mask
    } else {
      return 0
    }
    return 1
  } catch {
    return 0
  }
}

/// Where the RGBA of the frames goes; all have one size.
@_expose(wasm, "frame_buffer")
@_cdecl("frame_buffer")
public func frameBuffer(width: Int32, height: Int32) -> UnsafeMutablePointer<UInt8>? {
  Probe.pixels = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(width) * Int(height) * 4)
  do {
    Probe.frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Probe.pixels))
  } catch {
    return nil
  }
  return Probe.pixels.baseAddress
}

/// Looks for faces; 1 when there is one.
@_expose(wasm, "detect")
@_cdecl("detect")
public func detect() -> Int32 {
  guard Probe.detector!.detect(Probe.frame!) > 0 else { return 0 }
  Probe.region = Probe.region ?? Probe.detector![0].region
  return 1
}

/// Places the landmarks of the face that was seen; 1 when they hold.
@_expose(wasm, "landmarks")
@_cdecl("landmarks")
public func landmarks() -> Int32 {
  let landmarker = Probe.landmarker!
  guard landmarker.place(in: Probe.region!, of: Probe.frame!) > 0.5 else { return 0 }
  Probe.region = landmarker.nextRegion
  return 1
}

@_expose(wasm, "geometry")
@_cdecl("geometry")
public func geometry() {
  let landmarks = Probe.landmarker!.landmarks
  Probe.face = Probe.Face(
    landmarks: landmarks, geometry: FaceGeometry(landmarks), placement: landmarks.headPlacement)
}

/// The face at one size, in linear light.
@_expose(wasm, "patch")
@_cdecl("patch")
public func patch() {
  Probe.patch.fill(from: Probe.frame!, Probe.face!.landmarks, Probe.face!.geometry)
}

/// Log luminance of the patch at three scales.
@_expose(wasm, "scales")
@_cdecl("scales")
public func scales() { Probe.scales.fill(from: Probe.patch) }

@_expose(wasm, "mask")
@_cdecl("mask")
public func mask() { Probe.mask!.measure(Probe.frame!) }

/// Light of the face as a whole, and where it comes from.
@_expose(wasm, "light")
@_cdecl("light")
public func light() {
  let (landmarks, policy) = (Probe.face!.landmarks, Policy.current)
  let light = FaceLight(Probe.patch, landmarks, Probe.scales)
  Probe.light = light
  Probe.use(light.lostLevel(enough: 60, dark: 40, leastStructure: policy.leastStructure))
  Probe.use(lightBalance(Probe.patch, landmarks))
  Probe.use(faceHighlights(Probe.patch, landmarks, atOrAbove: policy.clippedLevel))
  Probe.use(faceShadows(Probe.patch, landmarks, atOrBelow: policy.crushedLevel))
  if lightIsOnRight(Probe.patch, landmarks) ?? false { Probe.sum &+= 1 }
}

@_expose(wasm, "colour")
@_cdecl("colour")
public func colour() {
  let colour = FaceColour(Probe.patch, Probe.face!.landmarks)
  Probe.use(colour.lowerFaceDistance)
  Probe.use(colour.foreheadDistance)
  Probe.use(colour.naturalDistance)
}

@_expose(wasm, "detail")
@_cdecl("detail")
public func detail() {
  let face = Probe.face!
  Probe.use(
    sharpness(faceDetail(Probe.patch, face.landmarks, Probe.scales), face.geometry, leastEyeDistance: 40))
}

@_expose(wasm, "eyes")
@_cdecl("eyes")
public func eyes() {
  Probe.use(eyeLightness(Probe.patch, Probe.face!.landmarks))
  Probe.use(Probe.glare.measure(Probe.patch, Probe.face!.landmarks, atOrAbove: Policy.current.clippedLevel))
}

/// What is behind the person, and who else is there; after the mask.
@_expose(wasm, "background")
@_cdecl("background")
public func background() {
  let (frame, face, mask) = (Probe.frame!, Probe.face!, Probe.mask!)
  Probe.background.fill(from: frame, mask, face.landmarks, face.geometry, Probe.patch)
  Probe.use(Probe.background.unevenness)
  Probe.use(
    Probe.background.backlight(Probe.patch, face.landmarks, clippedShare: Policy.current.clippedBackground))
  Probe.use(Probe.others.measure(mask, face.geometry, in: frame))
}

@_expose(wasm, "noise")
@_cdecl("noise")
public func noise() {
  Probe.use(Probe.noise.measure(Probe.frame!, Probe.face!.geometry, Probe.light!, Probe.patch))
}

/// What is told, from a reading with a value for every check.
@_expose(wasm, "tell")
@_cdecl("tell")
public func tell() {
  let (frame, face) = (Probe.frame!, Probe.face!)
  var reading = LiveReading(milliseconds: Probe.milliseconds, width: frame.width, height: frame.height)
  Probe.milliseconds &+= 33
  for index in 0..<CheckCatalogue.count where [.photo, .live].contains(CheckCatalogue.checks[index].session) {
    reading.set(index, .measured(index))
  }
  let pose = face.placement.pose
  reading.face = FaceReading(
    yaw: Int(pose.yaw * 10), pitch: Int(pose.pitch * 10), eyeAspectRatio: 300, x: Int(face.geometry.eyesX * 10),
    y: Int(face.geometry.eyesY * 10), eyeDistance: Int(face.geometry.eyeDistance * 10))
  Probe.told = Probe.guide.take(reading)
}

/// The report's bytes; returns how many.
@_expose(wasm, "report")
@_cdecl("report")
public func report() -> Int32 { Int32(Probe.told!.write(to: Probe.report)) }

/// Of everything that was measured.
@_expose(wasm, "sum")
@_cdecl("sum")
public func sum() -> Int32 { Int32(truncatingIfNeeded: Probe.sum) }
