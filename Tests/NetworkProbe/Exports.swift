// SPDX-License-Identifier: Apache-2.0
// A development tool, not part of the product: the networks alone as a WebAssembly module, with every plane open, so that
// tests compare all values with the native ones and benchmarks time one network at a time.

import CWasmRuntime
import FaceModels
import Raster

private enum Probe {
  nonisolated(unsafe) static var bytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var network: Network?
  nonisolated(unsafe) static var multiplyAdds = 0
  nonisolated(unsafe) static var detector: FaceDetector?
  nonisolated(unsafe) static var tracker: FaceTracker?
  nonisolated(unsafe) static var smoother: LandmarkSmoother?
  nonisolated(unsafe) static var pixels = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  nonisolated(unsafe) static var frameNumber: Int64 = 0
}

/// Where the bytes of a network's file go.
@_expose(wasm, "file_buffer")
@_cdecl("file_buffer")
public func fileBuffer(byteCount: Int32) -> UnsafeMutablePointer<UInt8> {
  Probe.bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(byteCount))
  return Probe.bytes.baseAddress!
}

/// 1 when the bytes are a network, which is ready to run then.
@_expose(wasm, "load")
@_cdecl("load")
public func load() -> Int32 {
  do {
    let file = try NetworkFile(UnsafeBufferPointer(Probe.bytes))
    var arena = Arena(byteCount: Network.arenaBytes(for: file))
    Probe.network = Network(file, arena: &arena)
    Probe.multiplyAdds = file.multiplyAdds
    return 1
  } catch {
    return 0
  }
}

/// Takes the detector and then the landmarks from the buffer; 1 when it was one of them.
@_expose(wasm, "load_tracker")
@_cdecl("load_tracker")
public func loadTracker() -> Int32 {
  do {
    let file = try NetworkFile(UnsafeBufferPointer(Probe.bytes))
    var arena = Arena(
      byteCount: FaceDetector.arenaBytes(for: file) + FaceLandmarker.arenaBytes(for: file) + LandmarkSmoother.arenaBytes)
    if let detector = FaceDetector(file, arena: &arena) {
      Probe.detector = detector
    } else if let landmarker = FaceLandmarker(file, arena: &arena), let detector = Probe.detector {
      Probe.tracker = FaceTracker(detector: detector, landmarker: landmarker)
      Probe.smoother = LandmarkSmoother(arena: &arena)
    } else {
      return 0
    }
    return 1
  } catch {
    return 0
  }
}

/// Where the RGBA of a frame goes.
@_expose(wasm, "frame_buffer")
@_cdecl("frame_buffer")
public func frameBuffer(width: Int32, height: Int32) -> UnsafeMutablePointer<UInt8> {
  Probe.pixels = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(width) * Int(height) * 4)
  return Probe.pixels.baseAddress!
}

/// Follows the face into the frame, smooths its landmarks and takes its pose: 1 when there is a face.
@_expose(wasm, "track")
@_cdecl("track")
public func track(width: Int32, height: Int32) -> Int32 {
  do {
    let frame = try Frame(width: Int(width), height: Int(height), rgba: UnsafeBufferPointer(Probe.pixels))
    guard Probe.tracker!.follow(frame).hasLandmarks else { return 0 }
    Probe.frameNumber &+= 1
    Probe.smoother!.take(Probe.tracker!.landmarks, microseconds: Probe.frameNumber &* 33_333)
    return Probe.smoother!.landmarks.headPlacement.pose.yaw < 90 ? 1 : 0
  } catch {
    return 0
  }
}

@_expose(wasm, "run")
@_cdecl("run")
public func run(times: Int32) {
  for _ in 0..<times { Probe.network!.run() }
}

@_expose(wasm, "layer_count")
@_cdecl("layer_count")
public func layerCount() -> Int32 { Int32(Probe.network!.layerCount) }

@_expose(wasm, "run_layer")
@_cdecl("run_layer")
public func runLayer(layer: Int32, times: Int32) {
  for _ in 0..<times { Probe.network!.run(layer: Int(layer)) }
}

@_expose(wasm, "multiply_adds")
@_cdecl("multiply_adds")
public func multiplyAdds() -> Int32 { Int32(Probe.multiplyAdds) }

@_expose(wasm, "plane_count")
@_cdecl("plane_count")
public func planeCount() -> Int32 { Int32(Probe.network!.planeCount) }

@_expose(wasm, "plane_height")
@_cdecl("plane_height")
public func planeHeight(plane: Int32) -> Int32 { Int32(Probe.network!.planeShape(Int(plane)).height) }

@_expose(wasm, "plane_width")
@_cdecl("plane_width")
public func planeWidth(plane: Int32) -> Int32 { Int32(Probe.network!.planeShape(Int(plane)).width) }

/// Values of a pixel, with what fills its channels up.
@_expose(wasm, "plane_step")
@_cdecl("plane_step")
public func planeStep(plane: Int32) -> Int32 { Int32(Probe.network!.pixelStep(ofPlane: Int(plane))) }

@_expose(wasm, "plane_row")
@_cdecl("plane_row")
public func planeRow(plane: Int32, row: Int32) -> UnsafeMutablePointer<Float> {
  Probe.network!.row(Int(row), ofPlane: Int(plane))
}

/// As many multiplications and additions as the machine does at once: 12 chains of four lanes, `rounds` × 48 of each.
@_expose(wasm, "peak")
@_cdecl("peak")
public func peak(rounds: Int32) -> Float {
  let factor = SIMD4<Float>(repeating: 0.999)
  let term = SIMD4<Float>(repeating: 0.001)
  var (a, b, c, d, e, f) = (term, term, term, term, term, term)
  var (g, h, i, j, k, l) = (term, term, term, term, term, term)
  for _ in 0..<rounds {
    a = a * factor + term
    b = b * factor + term
    c = c * factor + term
    d = d * factor + term
    e = e * factor + term
    f = f * factor + term
    g = g * factor + term
    h = h * factor + term
    i = i * factor + term
    j = j * factor + term
    k = k * factor + term
    l = l * factor + term
  }
  let sum = (a + b + c) + (d + e + f) + (g + h + i) + (j + k + l)
  return sum[0] + sum[1] + sum[2] + sum[3]
}
