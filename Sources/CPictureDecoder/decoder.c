// SPDX-License-Identifier: Apache-2.0
// One picture file to upright sRGB RGBA through libvips.
//
// Goals, in order: (1) a broken, foreign or huge file is an answer, never a crash or unbounded memory; (2) what a person
// would see: orientation and colour profile applied; (3) no scaling.

#include "CPictureDecoder.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <vips/vips.h>

static int vips_status = -1;
static pthread_once_t once = PTHREAD_ONCE_INIT;
// libvips keeps one text of errors for the whole process: one picture at a time, so that each gets its own.
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void start_vips(void) {
  // The decoder's warnings would land on the user's terminal; what matters of them comes back as an error.
  g_setenv("VIPS_WARNING", "0", TRUE);
  vips_status = vips_init("guidelight");
  if (vips_status != 0) return;
  vips_cache_set_max(0);
  // With two workers, one can end the run while the other still fails on the last rows: a file cut off near its end then
  // passed in 3 of 40 runs (libvips 8.14).
  vips_concurrency_set(1);
}

// Only formats that people's cameras write; libvips would also open SVG, PDF, and whatever else it was built with.
static int is_allowed(const char *loader) {
  static const char *const allowed[] = {
      "VipsForeignLoadJpegSource", "VipsForeignLoadPngSource", "VipsForeignLoadWebpSource", "VipsForeignLoadHeifSource"};
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
    if (strcmp(loader, allowed[i]) == 0) return 1;
  return 0;
}

static void take_message(picture_result *result) {
  snprintf(result->message, sizeof result->message, "%s", vips_error_buffer());
  vips_error_clear();
  size_t end = strcspn(result->message, "\n");
  result->message[end] = 0;
}

// Replaces *image by what a step made of it; the old one is let go.
static int replace(VipsImage **image, int status, VipsImage *const *made) {
  if (status != 0) return status;
  g_object_unref(*image);
  *image = *made;
  return 0;
}

static int upright(VipsImage **image) {
  if (vips_image_get_orientation(*image) == 1) return 0;
  // Turning needs rows in any order; the file gives them once, from the top.
  VipsImage *made = vips_image_copy_memory(*image);
  if (replace(image, made == NULL, &made) != 0) return -1;
  return replace(image, vips_autorot(*image, &made, NULL), &made);
}

static int to_srgb(VipsImage **image) {
  VipsImage *made = NULL;
  if (vips_image_get_typeof(*image, VIPS_META_ICC_NAME) != 0 &&
      vips_icc_transform(*image, &made, "srgb", "embedded", TRUE, "depth", 8, NULL) == 0)
    return replace(image, 0, &made);
  // No profile, or one that cannot be read: the picture is taken for what its pixel type says.
  vips_error_clear();
  if (replace(image, vips_colourspace(*image, &made, VIPS_INTERPRETATION_sRGB, NULL), &made) != 0) return -1;
  return replace(image, vips_cast_uchar(*image, &made, NULL), &made);
}

// What is transparent is black, as on the canvas of a page.
static int to_rgba(VipsImage **image) {
  VipsImage *made = NULL;
  if (vips_image_hasalpha(*image) && replace(image, vips_flatten(*image, &made, NULL), &made) != 0) return -1;
  if ((*image)->Bands == 3) return replace(image, vips_addalpha(*image, &made, NULL), &made);
  if ((*image)->Bands > 4) return replace(image, vips_extract_band(*image, &made, 0, "n", 4, NULL), &made);
  return 0;
}

static picture_status decode(VipsImage **image, int64_t maximum_pixels, picture_result *result) {
  result->width = (*image)->Xsize;
  result->height = (*image)->Ysize;
  if ((int64_t)(*image)->Xsize * (*image)->Ysize > maximum_pixels) return picture_too_large;
  if (upright(image) != 0 || to_srgb(image) != 0 || to_rgba(image) != 0) return picture_damaged;
  if ((*image)->Bands != 4) return picture_damaged;
  size_t size = 0;
  result->rgba = vips_image_write_to_memory(*image, &size);
  if (result->rgba == NULL) return picture_damaged;
  result->width = (*image)->Xsize;
  result->height = (*image)->Ysize;
  return picture_decoded;
}

static picture_status decode_source(VipsSource *source, int64_t maximum_pixels, picture_result *result) {
  const char *loader = vips_foreign_find_load_source(source);
  if (loader == NULL || !is_allowed(loader)) {
    vips_error_clear();
    return picture_unknown_format;
  }
  VipsImage *image = vips_image_new_from_source(
      source, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
  if (image == NULL) {
    take_message(result);
    return picture_damaged;
  }
  picture_status status = decode(&image, maximum_pixels, result);
  if (status == picture_damaged) take_message(result);
  g_object_unref(image);
  return status;
}

picture_status picture_encode(const uint8_t *rgba, int32_t width, int32_t height, picture_file *file) {
  pthread_once(&once, start_vips);
  memset(file, 0, sizeof *file);
  if (vips_status != 0) return picture_no_decoder;
  size_t size = (size_t)width * (size_t)height * 4;
  VipsImage *image = vips_image_new_from_memory(rgba, size, width, height, 4, VIPS_FORMAT_UCHAR);
  if (image == NULL) return picture_damaged;
  VipsImage *opaque = NULL;
  void *bytes = NULL;
  int status = vips_extract_band(image, &opaque, 0, "n", 3, NULL);
  if (status == 0) status = vips_pngsave_buffer(opaque, &bytes, &file->size, "strip", TRUE, NULL);
  if (opaque != NULL) g_object_unref(opaque);
  g_object_unref(image);
  file->bytes = bytes;
  vips_error_clear();
  return status == 0 ? picture_decoded : picture_damaged;
}

picture_status picture_decode(const char *path, int64_t maximum_pixels, picture_result *result) {
  pthread_once(&once, start_vips);
  memset(result, 0, sizeof *result);
  if (vips_status != 0) {
    take_message(result);
    return picture_no_decoder;
  }
  vips_error_clear();
  // A source, not a name: libvips takes a bracket at the end of a name for options.
  VipsSource *source = vips_source_new_from_file(path);
  if (source == NULL) {
    take_message(result);
    return picture_damaged;
  }
  pthread_mutex_lock(&one_at_a_time);
  picture_status status = decode_source(source, maximum_pixels, result);
  pthread_mutex_unlock(&one_at_a_time);
  g_object_unref(source);
  vips_thread_shutdown();
  return status;
}

static int write_words(const char *words, int32_t font_pixels, int32_t width, picture_ink *ink) {
  VipsImage *image = NULL;
  char *text = g_markup_escape_text(words, -1);
  char font[32];
  snprintf(font, sizeof font, "sans %d", font_pixels);
  // At 72 dots an inch a point is a pixel.
  int status = vips_text(&image, text, "font", font, "width", width, "dpi", 72, NULL);
  g_free(text);
  if (status != 0) return -1;
  size_t size = 0;
  ink->levels = vips_image_write_to_memory(image, &size);
  ink->width = image->Xsize;
  ink->height = image->Ysize;
  g_object_unref(image);
  return ink->levels == NULL || size != (size_t)ink->width * (size_t)ink->height ? -1 : 0;
}

picture_status picture_write(const char *words, int32_t font_pixels, int32_t width, picture_ink *ink) {
  pthread_once(&once, start_vips);
  memset(ink, 0, sizeof *ink);
  if (vips_status != 0) return picture_no_decoder;
  pthread_mutex_lock(&one_at_a_time);
  int status = write_words(words, font_pixels, width, ink);
  vips_error_clear();
  pthread_mutex_unlock(&one_at_a_time);
  if (status == 0) return picture_decoded;
  picture_free(ink->levels);
  ink->levels = NULL;
  return picture_damaged;
}

void picture_free(uint8_t *rgba) { g_free(rgba); }
