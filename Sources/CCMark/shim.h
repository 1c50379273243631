// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "arena.h"
#include <cmark.h>
#include <string.h>

/// Bytes of a text of the tree; 0 where there is none.
static inline size_t cmark_text_length(const char *text) { return text ? strlen(text) : 0; }
