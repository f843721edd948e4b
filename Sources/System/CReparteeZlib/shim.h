// zlib's macros do not import into Swift: the calls that take the header's version become functions here.
#pragma once
#include <zlib.h>

/// Starts reading gzip members (15 bits of window, gzip header expected).
static inline int repartee_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
