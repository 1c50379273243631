// renameat2 is a GNU extension that Swift's Glibc module does not show. A header only, because an object file would be
// compiled for the build tool and for the command, and again at the second build.
#pragma once

// Of <linux/fs.h>: both paths stay, each with the other's content.
static const unsigned int EXCHANGE_PATHS = 1 << 1;

int renameat2(int first_folder, const char *first, int second_folder, const char *second, unsigned int flags);
