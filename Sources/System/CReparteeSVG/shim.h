#pragma once
// An SVG document onto a page of PDF or into the pixels of a PNG, by librsvg and cairo. Only Sources/ReparteeFigures/Export
// includes this.
#include <cairo-pdf.h>

// The three calls of librsvg that are needed, declared here: its headers come with flags for the compiler (-pthread)
// that Swift's package manager refuses with a warning in every build.
typedef struct _RsvgHandle RsvgHandle;
typedef struct {
  double x, y, width, height;
} RsvgRectangle;
RsvgHandle *rsvg_handle_new_from_data(const unsigned char *data, unsigned long length, void **error);
int rsvg_handle_render_document(RsvgHandle *handle, cairo_t *context, const RsvgRectangle *viewport, void **error);
void g_object_unref(void *object);

/// What went wrong: 0 nothing, 1 the document could not be read, 2 it could not be drawn, 3 no memory.
typedef enum { figures_drawn = 0, figures_unreadable = 1, figures_undrawable = 2, figures_no_memory = 3 } figures_outcome;

static inline figures_outcome figures_svg_draw(
    const unsigned char *svg, unsigned long length, cairo_surface_t *surface, double width, double height) {
  if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) return figures_no_memory;
  RsvgHandle *handle = rsvg_handle_new_from_data(svg, length, 0);
  if (!handle) return figures_unreadable;
  cairo_t *context = cairo_create(surface);
  RsvgRectangle page = {0, 0, width, height};
  int drawn = rsvg_handle_render_document(handle, context, &page, 0);
  if (cairo_status(context) != CAIRO_STATUS_SUCCESS) drawn = 0;
  cairo_destroy(context);
  g_object_unref(handle);
  return drawn ? figures_drawn : figures_undrawable;
}

/// `width` and `height` in points. The document carries a title and no date, so that the same picture is the same file.
static inline figures_outcome figures_svg_to_pdf(
    const unsigned char *svg, unsigned long length, double width, double height, const char *title,
    cairo_write_func_t write, void *target) {
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write, target, width, height);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  figures_outcome outcome = figures_svg_draw(svg, length, surface, width, height);
  cairo_surface_finish(surface);
  if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS && outcome == figures_drawn) outcome = figures_undrawable;
  cairo_surface_destroy(surface);
  return outcome;
}

/// `width` and `height` in pixels.
static inline figures_outcome figures_svg_to_png(
    const unsigned char *svg, unsigned long length, int width, int height, cairo_write_func_t write, void *target) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  // The document keeps its proportions, and pixels are whole: what it leaves free at an edge is paper, not black.
  cairo_t *paper = cairo_create(surface);
  cairo_set_source_rgb(paper, 1, 1, 1);
  cairo_paint(paper);
  cairo_destroy(paper);
  figures_outcome outcome = figures_svg_draw(svg, length, surface, width, height);
  if (outcome == figures_drawn && cairo_surface_write_to_png_stream(surface, write, target) != CAIRO_STATUS_SUCCESS)
    outcome = figures_undrawable;
  cairo_surface_destroy(surface);
  return outcome;
}
