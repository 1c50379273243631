// SPDX-License-Identifier: Apache-2.0
// The kernels of `NetworkKernels`, compiled once more for processors with vectors of eight floats (AVX2). All other files
// here are links to that module's, so both sets are one text.

import RealMath

/// Eight values at once: the channels of a block.
typealias Lanes = SIMD8<Float>

/// Blocks of eight outputs that a tile of the product takes at once, in two groups of lanes.
let blocksPerTile = 2

/// From a tile's lower group of weights to its upper one.
@inline(__always)
func upperWeights(blockBytes: Int) -> Int { blockBytes }

extension Exponential {
  @inline(__always)
  func logistic(_ x: SIMD8<Float>) -> SIMD8<Float> {
    SIMD8(lowHalf: logistic(x.lowHalf), highHalf: logistic(x.highHalf))
  }
}
