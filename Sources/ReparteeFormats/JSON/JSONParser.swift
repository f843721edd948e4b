import CReparteeSimdJSON

/// simdjson's parser with the buffers it reuses: one a block.
final class JSONParser {
  /// Why bytes are no JSON value.
  struct Failure: Error {
    let reason: String
    /// Whether the value ends too early, so that it may have been cut.
    let isCut: Bool
  }

  private let parser: OpaquePointer?

  init() { parser = repartee_json_create() }

  deinit { repartee_json_free(parser) }

  /// How many values were read as null that Python writes and JSON does not have, `NaN` and `Infinity`.
  private(set) var nonNumbers = 0

  /// Parses the one value in `bytes`, after which `FileBlock.padding` bytes must be readable. The value is valid until
  /// the next call. A value nested more than 1,024 deep, or above 4 GB, fails.
  func parse(_ bytes: Bytes) throws(Failure) -> JSONValue {
    do throws(Failure) { return try parseStrictly(bytes) } catch {
      guard let (text, count) = NonNumbers.replaced(in: bytes) else { throw error }
      let result = text.withUnsafeBufferPointer { text -> Result<JSONValue, Failure> in
        do throws(Failure) { return .success(try parseStrictly(text.part(0, text.count - FileBlock.padding))) } catch {
          return .failure(error)
        }
      }
      nonNumbers += count
      return try result.get()
    }
  }

  private func parseStrictly(_ bytes: Bytes) throws(Failure) -> JSONValue {
    guard let parser else { throw Failure(reason: "there is not enough memory to parse it", isCut: false) }
    var tape: UnsafePointer<UInt64>?
    var strings: UnsafePointer<UInt8>?
    let error = repartee_json_parse(parser, bytes.baseAddress, bytes.count, &tape, &strings)
    if error == 0, let tape, let strings { return JSONValue(tape: tape, strings: strings, index: 1) }
    throw Failure(
      reason: repartee_json_error(error).map { String(cString: $0) } ?? "error \(error)",
      isCut: repartee_json_error_is_cut(error) != 0)
  }
}

/// `NaN`, `Infinity` and `-Infinity`, which Python writes for what is missing, and JSON does not have.
private enum NonNumbers {
  /// The text with null in their place and padding after it, and how many there are; nil where there is none.
  static func replaced(in bytes: Bytes) -> (text: [UInt8], count: Int)? {
    var text: [UInt8] = []
    var (count, copied, index) = (0, 0, 0)
    // The last byte that is no blank: a value comes after one of three.
    var previous = UInt8(ascii: ":")
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Byte.quote {
        index += 1
        while index < bytes.count, bytes[index] != Byte.quote {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      } else if byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I") || byte == UInt8(ascii: "-"),
        ":,[".utf8.contains(previous), let length = length(of: bytes.part(index, bytes.count))
      {
        text += bytes.part(copied, index)
        text += "null".utf8
        count += 1
        index += length
        copied = index
        previous = UInt8(ascii: "l")
        continue
      }
      if !Bytes.isBlank(byte) { previous = byte }
      index += 1
    }
    if count == 0 { return nil }
    text += bytes.part(copied, bytes.count)
    text.append(contentsOf: repeatElement(0, count: FileBlock.padding))
    return (text, count)
  }

  private static func length(of rest: Bytes) -> Int? {
    let words: [StaticString] = ["NaN", "Infinity", "-Infinity", "-NaN"]
    return words.first { rest.starts(with: $0) }?.utf8CodeUnitCount
  }
}

extension Bytes {
  /// Whether the bytes are UTF-8: no sequence is cut, longer than it has to be, half of a pair, or beyond U+10FFFF.
  var isUTF8: Bool { isEmpty || repartee_is_utf8(baseAddress, count) != 0 }
}
