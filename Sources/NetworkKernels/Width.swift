// SPDX-License-Identifier: Apache-2.0
// How wide the vectors are that these kernels are compiled for: the one file that differs between a portable and a wide set.

/// Four values at once, which WebAssembly and every processor have.
typealias Lanes = SIMD4<Float>

/// Blocks of eight outputs that a tile of the product takes at once, in two groups of lanes.
let blocksPerTile = 1

/// From a tile's lower group of weights to its upper one.
@inline(__always)
func upperWeights(blockBytes: Int) -> Int { 16 }
