// SPDX-License-Identifier: Apache-2.0
// What the processor that runs this program can do.

#ifndef GUIDELIGHT_PROCESSOR_H
#define GUIDELIGHT_PROCESSOR_H

#include <stdbool.h>

/// Vectors of eight floats, usable under this system.
static inline bool processor_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

#endif
