// SPDX-License-Identifier: Apache-2.0
// Which part of the frame is the person: MediaPipe's selfie segmentation. Frame → probabilities in 256 × 256 cells.

import Raster

public struct PersonMask {
  private let network: Network
  private let sampler: Sampler

  public static let side = 256

  /// - Returns: nil when the file is another network.
  public init?(_ file: NetworkFile, arena: inout Arena, kernels: Kernels = .portable) {
    let shape = PlaneShape(height: PersonMask.side, width: PersonMask.side, channels: 3)
    guard file.outputCount == 1, file.plane(0) == shape,
      file.plane(file.output(0)) == PlaneShape(height: PersonMask.side, width: PersonMask.side, channels: 1)
    else { return nil }
    network = Network(file, arena: &arena, kernels: kernels)
    sampler = Sampler(for: shape, arena: &arena)
  }

  public static func arenaBytes(for file: NetworkFile) -> Int {
    Network.arenaBytes(for: file) + Sampler.arenaBytes(for: file.plane(0))
  }

  /// Makes all that came of a picture zero.
  public func forget() { network.forget() }

  /// Looks at a frame, which is stretched to a square.
  public func measure(_ frame: Frame) {
    sampler.fill(network, from: frame, .whole(frame), lowest: 0, border: .nearest)
    network.run()
  }

  /// The probability that a cell of the frame shows the person, 0 … 1; cells from the top left.
  public func probability(row: Int, column: Int) -> Float {
    network.output(0, row: row, column: column)[0]
  }
}
