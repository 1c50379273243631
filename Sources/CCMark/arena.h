// SPDX-License-Identifier: Apache-2.0
// Memory for libcmark's trees. A tree is some hundred small pieces that live and die together: they are laid one after
// another into blocks that the thread keeps, and are given back all at once.
#pragma once
#include <cmark.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct CMarkBlock {
  struct CMarkBlock *previous;
  size_t size;
} CMarkBlock;

/// How far the thread's memory is used.
typedef struct {
  CMarkBlock *block;
  size_t used;
} CMarkArena;

static inline CMarkArena *cmark_arena_of_thread(void) {
  static _Thread_local CMarkArena arena;
  return &arena;
}

/// The last block that was given back: the next tree takes it.
static inline CMarkBlock **cmark_spare_block(void) {
  static _Thread_local CMarkBlock *block;
  return &block;
}

enum { CMARK_BLOCK_SIZE = 1 << 18, CMARK_PIECE_HEAD = 16 };

static inline void *cmark_arena_take(size_t size) {
  // Before each piece stands its size, which `realloc` needs. Pieces begin at multiples of 16.
  if (size > SIZE_MAX / 2) abort();
  size_t whole = ((size + 15) & ~(size_t)15) + CMARK_PIECE_HEAD;
  CMarkArena *arena = cmark_arena_of_thread();
  if (!arena->block || arena->block->size - arena->used < whole) {
    size_t needed = whole + CMARK_PIECE_HEAD;
    CMarkBlock *block = *cmark_spare_block();
    if (block && block->size >= needed) {
      *cmark_spare_block() = NULL;
    } else {
      size_t bytes = needed > CMARK_BLOCK_SIZE ? needed : CMARK_BLOCK_SIZE;
      block = (CMarkBlock *)malloc(bytes);
      if (!block) abort();
      block->size = bytes;
    }
    block->previous = arena->block;
    arena->block = block;
    arena->used = CMARK_PIECE_HEAD;
  }
  char *head = (char *)arena->block + arena->used;
  *(size_t *)head = size;
  arena->used += whole;
  return head + CMARK_PIECE_HEAD;
}

static inline void *cmark_arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) abort();
  void *piece = cmark_arena_take(count * size);
  return memset(piece, 0, count * size);
}

static inline void *cmark_arena_realloc(void *old, size_t size) {
  if (!old) return cmark_arena_take(size);
  size_t old_size = *(size_t *)((char *)old - CMARK_PIECE_HEAD);
  if (size <= old_size) return old;
  void *piece = cmark_arena_take(size);
  return memcpy(piece, old, old_size);
}

static inline void cmark_arena_free(void *piece) { (void)piece; }

static inline CMarkArena cmark_arena_mark(void) { return *cmark_arena_of_thread(); }

/// Gives back everything that was taken since the mark. One block of the usual size is kept for what comes next.
static inline void cmark_arena_release(CMarkArena mark) {
  CMarkArena *arena = cmark_arena_of_thread();
  while (arena->block != mark.block) {
    CMarkBlock *block = arena->block;
    arena->block = block->previous;
    if (!*cmark_spare_block() && block->size == CMARK_BLOCK_SIZE) {
      *cmark_spare_block() = block;
    } else {
      free(block);
    }
  }
  arena->used = mark.used;
}

/// Parses a text into the thread's memory; the tree lives until a mark from before is released.
static inline cmark_node *cmark_arena_parse(const char *text, size_t length, int options) {
  static cmark_mem memory = {cmark_arena_calloc, cmark_arena_realloc, cmark_arena_free};
  cmark_parser *parser = cmark_parser_new_with_mem(options, &memory);
  cmark_parser_feed(parser, text, length);
  return cmark_parser_finish(parser);
}
