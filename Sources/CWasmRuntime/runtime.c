// SPDX-License-Identifier: Apache-2.0
// The runtime that Embedded Swift needs in WebAssembly without an operating system. Natively this file is empty.
//
// The allocator is a bump: a session reserves its memory once. Only the block given out last can be given back, which is
// what the one buffer that grows, the frame's, needs. The memory functions become memory.copy and memory.fill
// (-mbulk-memory).

#include "CWasmRuntime.h"

#ifdef __wasm__
#include <stddef.h>
#include <stdint.h>

extern unsigned char __heap_base;

static uintptr_t next;
static uintptr_t last;

int posix_memalign(void **pointer, size_t alignment, size_t size) {
  if (next == 0) next = (uintptr_t)&__heap_base;
  if (alignment < 16) alignment = 16;
  uintptr_t start = (next + alignment - 1) & ~(uintptr_t)(alignment - 1);
  if (start > UINTPTR_MAX - size) return 12; // ENOMEM
  uintptr_t end = start + size;
  size_t have = (size_t)__builtin_wasm_memory_size(0) << 16;
  if (end > have) {
    size_t pages = (end - have + 65535) >> 16;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 12;
  }
  next = end;
  last = start;
  *pointer = (void *)start;
  return 0;
}

void free(void *pointer) {
  if (pointer != 0 && (uintptr_t)pointer == last) next = last;
}

void *memset(void *to, int value, size_t size) { return __builtin_memset(to, value, size); }
void *memcpy(void *to, const void *from, size_t size) { return __builtin_memcpy(to, from, size); }
void *memmove(void *to, const void *from, size_t size) { return __builtin_memmove(to, from, size); }
#endif
