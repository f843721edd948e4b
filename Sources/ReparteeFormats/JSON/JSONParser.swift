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

  /// Parses the one value in `bytes`, after which `FileBlock.padding` bytes must be readable. The value is valid until
  /// the next call. A value nested more than 1,024 deep, or above 4 GB, fails.
  func parse(_ bytes: Bytes) throws(Failure) -> JSONValue {
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

extension Bytes {
  /// Whether the bytes are UTF-8: no sequence is cut, longer than it has to be, half of a pair, or beyond U+10FFFF.
  var isUTF8: Bool { isEmpty || repartee_is_utf8(baseAddress, count) != 0 }
}
