// JSON behind plain C: simdjson's parser, one value in, its tape and string buffer out; and where a value ends.
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

/// Parses the one JSON value in `bytes`; `REPARTEE_JSON_PADDING` more bytes must be readable after them.
/// Returns 0 and sets `tape` and `strings`, which hold until the next call; else an error's number.
int repartee_json_parse(
    repartee_json *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings);

/// What an error's number means, in simdjson's words. The text lives for ever.
const char *repartee_json_error(int error);

/// Whether the error is that of a value that ends too early.
int repartee_json_error_is_cut(int error);

/// Where the object or array ends that begins at `start` of `count` bytes: the place after its last bracket, or 0 where it
/// does not end. Brackets and strings alone are looked at; a raw line end ends a string.
size_t repartee_json_end(const uint8_t *bytes, size_t start, size_t count);

/// Whether the bytes are UTF-8.
int repartee_is_utf8(const uint8_t *bytes, size_t length);

/// How many bytes after a value must be readable.
#define REPARTEE_JSON_PADDING 64

#ifdef __cplusplus
}
#endif
