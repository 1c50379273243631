// SPDX-License-Identifier: Apache-2.0
// What Embedded Swift asks of a C library, and nothing more: an allocator and the memory functions.
#pragma once
