#include "CSimdJSON.h"
#include "Parser.h"

#include <cstring>
#include <new>
#include <string>

// simdjson's other front end, which walks over an object and passes over what nobody asks for. What it meets of the wanted
// keys is put on a tape like that of the DOM parser, so that readers see no difference.

namespace ondemand = simdjson::ondemand;

struct repartee_json_shape {
  struct Field {
    std::string key;
    /// What is wanted of the objects in its value, or NULL: all.
    const repartee_json_shape *below;
  };
  std::vector<Field> fields;
  /// The keys' first letters, which rule most others out; a bit stands for four.
  uint64_t letters = 0;

  static uint64_t letter(char first) { return uint64_t(1) << (first & 63); }

  const Field *find(ondemand::raw_json_string key) const {
    if (!(letters & letter(key.raw()[0]))) return nullptr;
    for (const Field &field : fields) {
      if (key.raw()[0] == field.key[0] && key.unsafe_is_equal(field.key)) return &field;
    }
    return nullptr;
  }
};

namespace {

/// A word of the tape: a letter for the kind, and a place.
uint64_t word(char kind, size_t place) { return uint64_t(uint8_t(kind)) << 56 | place; }

void append(repartee_json &out, std::string_view text) {
  out.tape.push_back(word('"', out.strings.size()));
  const uint32_t length = uint32_t(text.size());
  const auto *count = reinterpret_cast<const uint8_t *>(&length);
  out.strings.insert(out.strings.end(), count, count + sizeof length);
  out.strings.insert(out.strings.end(), text.begin(), text.end());
}

void append(repartee_json &out, ondemand::number number) {
  if (number.is_int64()) {
    out.tape.insert(out.tape.end(), {word('l', 0), uint64_t(number.get_int64())});
  } else if (number.is_uint64()) {
    out.tape.insert(out.tape.end(), {word('u', 0), number.get_uint64()});
  } else {
    uint64_t bits;
    const double value = number.get_double();
    std::memcpy(&bits, &value, sizeof bits);
    out.tape.insert(out.tape.end(), {word('d', 0), bits});
  }
}

/// Opens an object or array, and closes it over what was put on the tape in between.
size_t open(repartee_json &out) {
  out.tape.push_back(0);
  return out.tape.size() - 1;
}

void close(repartee_json &out, size_t start, char first, char last) {
  out.tape.push_back(word(last, start));
  out.tape[start] = word(first, out.tape.size());
}

simdjson::error_code append(repartee_json &out, ondemand::value value, const repartee_json_shape *shape);

simdjson::error_code append(repartee_json &out, ondemand::object object, const repartee_json_shape *shape) {
  const size_t start = open(out);
  for (auto found : object) {
    ondemand::field field;
    if (auto error = std::move(found).get(field)) return error;
    const repartee_json_shape *below = nullptr;
    if (shape) {
      const auto *wanted = shape->find(field.key());
      if (!wanted) continue;
      append(out, wanted->key);
      below = wanted->below;
    } else {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return error;
      append(out, key);
    }
    if (auto error = append(out, field.value(), below)) return error;
  }
  close(out, start, '{', '}');
  return simdjson::SUCCESS;
}

simdjson::error_code append(repartee_json &out, ondemand::array array, const repartee_json_shape *shape) {
  const size_t start = open(out);
  for (auto found : array) {
    ondemand::value value;
    if (auto error = std::move(found).get(value)) return error;
    if (auto error = append(out, value, shape)) return error;
  }
  close(out, start, '[', ']');
  return simdjson::SUCCESS;
}

simdjson::error_code append(repartee_json &out, ondemand::value value, const repartee_json_shape *shape) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return error;
  switch (type) {
    case ondemand::json_type::object: {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      return append(out, object, shape);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error;
      return append(out, array, shape);
    }
    case ondemand::json_type::string: {
      std::string_view text;
      if (auto error = value.get_string().get(text)) return error;
      append(out, text);
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::number: {
      ondemand::number number;
      if (auto error = value.get_number().get(number)) return error;
      append(out, number);
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::boolean: {
      bool isTrue;
      if (auto error = value.get_bool().get(isTrue)) return error;
      out.tape.push_back(word(isTrue ? 't' : 'f', 0));
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::null: {
      if (!value.is_null()) return simdjson::N_ATOM_ERROR;
      out.tape.push_back(word('n', 0));
      return simdjson::SUCCESS;
    }
  }
  return simdjson::TAPE_ERROR;
}

}  // namespace

repartee_json_shape *repartee_json_shape_create(void) { return new (std::nothrow) repartee_json_shape(); }

int repartee_json_shape_add(
    repartee_json_shape *shape, const uint8_t *key, size_t length, const repartee_json_shape *below) {
  try {
    shape->fields.push_back({std::string(reinterpret_cast<const char *>(key), length), below});
    shape->letters |= repartee_json_shape::letter(shape->fields.back().key[0]);
    return 1;
  } catch (...) {
    return 0;
  }
}

int repartee_json_parse_shape(
    repartee_json *parser, const repartee_json_shape *shape, const uint8_t *bytes, size_t length,
    const uint64_t **tape, const uint8_t **strings) {
  try {
    ondemand::document document;
    const simdjson::padded_string_view text(bytes, length, length + REPARTEE_JSON_PADDING);
    if (auto error = parser->walker.iterate(text).get(document)) return error;
    ondemand::object object;
    if (auto error = document.get_object().get(object)) return error;
    parser->tape.assign(1, word('r', 0));
    // Never empty, or its address could be none.
    parser->strings.assign(1, 0);
    if (auto error = append(*parser, object, shape)) return error;
    // Behind the last value there is no place.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return simdjson::TRAILING_CONTENT;
    *tape = parser->tape.data();
    *strings = parser->strings.data();
    return 0;
  } catch (...) {
    return simdjson::UNEXPECTED_ERROR;
  }
}
