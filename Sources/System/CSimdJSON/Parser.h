// What a parser keeps from one value to the next.
#pragma once
#include <cstdint>
#include <simdjson.h>
#include <vector>

struct repartee_json {
  /// Parses a value whole.
  simdjson::dom::parser parser;
  /// Walks over one and passes over what is not wanted.
  simdjson::ondemand::parser walker;
  /// What a walk has kept, as the DOM parser would.
  std::vector<uint64_t> tape;
  std::vector<uint8_t> strings;
};
