// simdjson's parsers behind plain C: one value in, its tape and string buffer out.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser and the buffers it reuses from one value to the next. Not to be used by two threads at once.
typedef struct repartee_json repartee_json;

/// A new parser, or NULL without memory.
repartee_json *repartee_json_create(void);

/// Frees a parser and the tape of its last value.
void repartee_json_free(repartee_json *parser);

/// Parses the one JSON value in `bytes`; `REPARTEE_JSON_PADDING` more bytes must be readable behind them.
/// Returns 0 and sets `tape` and `strings`, which hold until the next call; else an error's number.
int repartee_json_parse(
    repartee_json *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings);

/// Which keys of an object are wanted, and which of the objects below them.
typedef struct repartee_json_shape repartee_json_shape;

/// A shape that wants nothing yet, or NULL without memory. Shapes belong to formats, and are never freed.
repartee_json_shape *repartee_json_shape_create(void);

/// Wants one more key, of `length` bytes: all of its value, or with `below` what that wants of the object in it, or of
/// the objects of an array. A shape may stand below itself. Returns 0 without memory.
int repartee_json_shape_add(
    repartee_json_shape *shape, const uint8_t *key, size_t length, const repartee_json_shape *below);

/// As `repartee_json_parse`, of an object, and only what `shape` wants: what is passed over is checked for its brackets,
/// strings and UTF-8 alone. An error here says only that `repartee_json_parse` is to be asked.
int repartee_json_parse_shape(
    repartee_json *parser, const repartee_json_shape *shape, const uint8_t *bytes, size_t length,
    const uint64_t **tape, const uint8_t **strings);

/// What an error's number means, in simdjson's words. The text lives for ever.
const char *repartee_json_error(int error);

/// Whether the error is that of a value that ends too early.
int repartee_json_error_is_cut(int error);

/// How many bytes behind a value must be readable.
#define REPARTEE_JSON_PADDING 64

#ifdef __cplusplus
}
#endif
