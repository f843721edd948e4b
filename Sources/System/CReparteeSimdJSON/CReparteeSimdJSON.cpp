#include "CReparteeSimdJSON.h"

#include <new>
#include <simdjson.h>

struct repartee_json {
  simdjson::dom::parser parser;
};

static_assert(REPARTEE_JSON_PADDING >= simdjson::SIMDJSON_PADDING, "blocks are padded for simdjson");

// No exception may cross into Swift: simdjson is asked for error codes, and what its allocations throw stops here.

repartee_json *repartee_json_create(void) {
  try {
    return new (std::nothrow) repartee_json();
  } catch (...) {
    return nullptr;
  }
}

void repartee_json_free(repartee_json *parser) { delete parser; }

int repartee_json_parse(
    repartee_json *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings) {
  try {
    simdjson::dom::element root;
    // `false`: the padding is there already, so nothing is copied.
    simdjson::error_code error = parser->parser.parse(bytes, length, false).get(root);
    if (error) return error;
    *tape = parser->parser.doc.tape.get();
    *strings = parser->parser.doc.string_buf.get();
    return 0;
  } catch (...) {
    return simdjson::UNEXPECTED_ERROR;
  }
}

const char *repartee_json_error(int error) { return simdjson::error_message(static_cast<simdjson::error_code>(error)); }

int repartee_json_error_is_cut(int error) {
  return error == simdjson::UNCLOSED_STRING || error == simdjson::EMPTY || error == simdjson::TAPE_ERROR;
}

int repartee_is_utf8(const uint8_t *bytes, size_t length) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length);
}
