#pragma once
// The outlines of a line of text, shaped by Pango. Only Sources/ReparteeFigures/Export includes this.
#include <cairo.h>

// The calls of Pango that are needed, declared here: its headers come with flags for the compiler (-pthread) that
// Swift's package manager refuses with a warning in every build.
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutLine PangoLayoutLine;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct {
  int x, y, width, height;
} PangoRectangle;
enum { figures_pango_scale = 1024, figures_pango_normal = 400, figures_pango_bold = 700 };
PangoLayout *pango_cairo_create_layout(cairo_t *context);
void pango_cairo_context_set_font_options(PangoContext *context, const cairo_font_options_t *options);
PangoContext *pango_layout_get_context(PangoLayout *layout);
PangoFontDescription *pango_font_description_new(void);
void pango_font_description_set_family(PangoFontDescription *font, const char *family);
void pango_font_description_set_weight(PangoFontDescription *font, int weight);
void pango_font_description_set_absolute_size(PangoFontDescription *font, double size);
void pango_font_description_free(PangoFontDescription *font);
void pango_layout_set_font_description(PangoLayout *layout, const PangoFontDescription *font);
void pango_layout_set_single_paragraph_mode(PangoLayout *layout, int setting);
void pango_layout_set_text(PangoLayout *layout, const char *text, int length);
void pango_layout_get_extents(PangoLayout *layout, PangoRectangle *ink, PangoRectangle *logical);
PangoLayoutLine *pango_layout_get_line_readonly(PangoLayout *layout, int line);
void pango_cairo_layout_line_path(cairo_t *context, PangoLayoutLine *line);
int pango_layout_get_unknown_glyphs_count(PangoLayout *layout);
void g_object_unref(void *object);
int g_unichar_get_script(unsigned int letter);
unsigned int g_unicode_script_to_iso15924(int script);

/// Called for each piece of an outline: 0 move, 1 line, 2 curve, 3 close; with the points it needs.
typedef void (*figures_outline_piece)(void *target, int kind, const double *points);

/// Gives the outlines of one line of `text` in `family` at 100 units to `piece`, the baseline at 0, 0, and returns how
/// far the line advances. The hints of screens are off, so that shapes do not depend on a resolution.
static inline double figures_outlines(
    const char *text, int length, const char *family, int bold, figures_outline_piece piece, void *target) {
  cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, 0);
  cairo_t *context = cairo_create(surface);
  cairo_set_tolerance(context, 0.01);
  PangoLayout *layout = pango_cairo_create_layout(context);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
  cairo_font_options_destroy(options);
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family(font, family);
  pango_font_description_set_weight(font, bold ? figures_pango_bold : figures_pango_normal);
  pango_font_description_set_absolute_size(font, 100.0 * figures_pango_scale);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(layout, 1);
  pango_layout_set_text(layout, text, length);
  PangoRectangle logical;
  pango_layout_get_extents(layout, 0, &logical);
  cairo_new_path(context);
  cairo_move_to(context, 0, 0);
  PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
  if (line) pango_cairo_layout_line_path(context, line);
  cairo_path_t *path = cairo_copy_path(context);
  for (int place = 0; path->status == CAIRO_STATUS_SUCCESS && place < path->num_data;
       place += path->data[place].header.length) {
    double points[6] = {0};
    int count = path->data[place].header.length - 1;
    for (int point = 0; point < count && point < 3; point++) {
      points[2 * point] = path->data[place + 1 + point].point.x;
      points[2 * point + 1] = path->data[place + 1 + point].point.y;
    }
    piece(target, (int)path->data[place].header.type, points);
  }
  cairo_path_destroy(path);
  g_object_unref(layout);
  cairo_destroy(context);
  cairo_surface_destroy(surface);
  return (double)logical.width / figures_pango_scale;
}

/// How many letters of `text` no font of this machine has, where fonts of `family` are asked first.
static inline int figures_letters_without_font(const char *text, int length, const char *family) {
  cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, 0);
  cairo_t *context = cairo_create(surface);
  PangoLayout *layout = pango_cairo_create_layout(context);
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family(font, family);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text, length);
  int unknown = pango_layout_get_unknown_glyphs_count(layout);
  g_object_unref(layout);
  cairo_destroy(context);
  cairo_surface_destroy(surface);
  return unknown;
}
