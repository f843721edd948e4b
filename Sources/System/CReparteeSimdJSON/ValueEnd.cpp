#include "CReparteeSimdJSON.h"

#include <cstring>

namespace {

// 64 bytes at once, in whatever vectors the processor has.
typedef uint8_t Bytes64 __attribute__((vector_size(64)));
typedef bool Bits64 __attribute__((ext_vector_type(64)));

/// A bit for each of 64 bytes: whether it is `letter`.
#define WHERE(bytes, letter) bits(__builtin_convertvector((bytes) == (uint8_t)(letter), Bits64))

inline uint64_t bits(Bits64 places) {
  uint64_t word;
  memcpy(&word, &places, sizeof word);
  return word;
}

/// For each bit whether an odd number of bits is set up to it: from a quotation mark to before the next.
inline uint64_t between(uint64_t quotes) {
  for (int shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
  return quotes;
}

/// Which bytes a backslash escapes, that of a run of them every second; `carry` is whether the first byte is escaped, and
/// becomes whether the byte after the last is.
inline uint64_t escaped(uint64_t backslashes, bool &carry) {
  uint64_t found = carry;
  backslashes &= ~found;
  carry = false;
  while (backslashes) {
    int place = __builtin_ctzll(backslashes);
    if (place == 63) {
      carry = true;
      break;
    }
    found |= (uint64_t)2 << place;
    backslashes &= ~((uint64_t)3 << place);
  }
  return found;
}

/// How far into the value a scan is.
struct Scan {
  size_t depth = 0;
  bool isInString = false;
  bool isEscaped = false;

  /// Whether the value ends with the byte. Outside of strings a backslash is no more than any other byte, and a raw line end
  /// ends a string.
  bool ends(uint8_t byte) {
    if (isInString) {
      if (isEscaped) isEscaped = false;
      else if (byte == '\\') isEscaped = true;
      else if (byte == '"' || byte == '\n') isInString = false;
    } else if (byte == '"') {
      isInString = true;
    } else if (byte == '{' || byte == '[') {
      depth++;
    } else if (byte == '}' || byte == ']') {
      return --depth == 0;
    }
    return false;
  }
};

}  // namespace

size_t repartee_json_end(const uint8_t *bytes, size_t start, size_t count) {
  Scan scan;
  size_t index = start;
  // The first byte opens the value.
  for (; index < count && index <= start; index++) scan.ends(bytes[index]);
  while (index + 64 <= count) {
    Bytes64 block;
    memcpy(&block, bytes + index, sizeof block);
    bool carry = scan.isEscaped;
    uint64_t backslashes = WHERE(block, '\\');
    uint64_t escapes = backslashes || carry ? escaped(backslashes, carry) : 0;
    uint64_t quotes = WHERE(block, '"') & ~escapes;
    uint64_t strings = between(quotes) ^ (scan.isInString ? ~(uint64_t)0 : 0);
    // Square brackets and curly ones differ in one bit.
    Bytes64 brackets = block | 0x20;
    uint64_t opening = WHERE(brackets, '{') & ~strings;
    uint64_t closing = WHERE(brackets, '}') & ~strings;
    bool isPlain = ((WHERE(block, '\n') & ~escapes & strings) | (backslashes & ~strings)) == 0;
    if (!isPlain || scan.depth <= (size_t)__builtin_popcountll(closing)) {
      for (size_t end = index + 64; index < end; index++) {
        if (scan.ends(bytes[index])) return index + 1;
      }
      continue;
    }
    scan.depth += __builtin_popcountll(opening);
    scan.depth -= __builtin_popcountll(closing);
    scan.isInString = strings >> 63;
    scan.isEscaped = carry;
    index += 64;
  }
  for (; index < count; index++) {
    if (scan.ends(bytes[index])) return index + 1;
  }
  return 0;
}
