// SPDX-License-Identifier: Apache-2.0
// The widest kernels that the processor at hand can run; the bits are the same at every width.

import CProcessor
import FaceModels
import WideNetworkKernels

extension Kernels {
  /// Eight lanes, for processors with AVX2.
  static let wide = Kernels { WideNetworkKernels.run($0) }

  /// What this processor runs fastest.
  public static let host = processor_has_avx2() ? wide : portable
}
