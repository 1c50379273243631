// SPDX-License-Identifier: Apache-2.0
// The part of libvips that the command line uses, behind one plain function: libvips' own calls are variadic, which Swift
// cannot see.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef enum {
  picture_decoded = 0,
  // The first bytes are not those of a JPEG, PNG, WebP, HEIC or AVIF file.
  picture_unknown_format,
  // The header promises more pixels than the caller allows; width and height say how many.
  picture_too_large,
  // The file is cut off or broken; `message` holds the decoder's words.
  picture_damaged,
  // libvips itself cannot run.
  picture_no_decoder,
} picture_status;

typedef struct {
  int width;
  int height;
  // width × height × 4 bytes, upright sRGB; given back with picture_free.
  uint8_t *rgba;
  char message[256];
} picture_result;

picture_status picture_decode(const char *path, int64_t maximum_pixels, picture_result *result);
void picture_free(uint8_t *rgba);

// A PNG file in memory; given back with picture_free.
typedef struct {
  uint8_t *bytes;
  size_t size;
} picture_file;

// Opaque pixels as a PNG file without any metadata: picture_decoded, or picture_damaged where there is no memory for it.
picture_status picture_encode(const uint8_t *rgba, int32_t width, int32_t height, picture_file *file);

// Words as ink: width × height levels, 255 where there is nothing but ink; given back with picture_free.
typedef struct {
  int width;
  int height;
  uint8_t *levels;
} picture_ink;

// Words in lines of at most `width` pixels where no word is longer, in a font of `font_pixels`: picture_decoded, or
// picture_damaged where there is no font or no memory for it.
picture_status picture_write(const char *words, int32_t font_pixels, int32_t width, picture_ink *ink);
