// SPDX-License-Identifier: Apache-2.0
// renameat2 is a GNU extension that Swift's Glibc module does not show.

#define _GNU_SOURCE
#include "CExchange.h"

#include <fcntl.h>
#include <stdio.h>

int exchange_paths(const char *first, const char *second) {
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}
