// SPDX-License-Identifier: Apache-2.0
#pragma once

// Exchanges two existing paths of one file system in a single step. 0, or -1 with errno.
int exchange_paths(const char *first, const char *second);
