import ReparteeGraph

/// A value of a record, whichever way it is written: what a reader needs of it to read JSON and CBOR by one rule.
protocol RecordValue {
  /// The value of `key` in an object; nil where it is missing or null, or where this is no object.
  subscript(key: StaticString) -> Self? { get }
  /// The bytes of a string; nil for anything else.
  var utf8: Bytes? { get }
  /// Whether it is `true`, or `false`; nil for anything else.
  var boolean: Bool? { get }
  /// Calls `body` with the elements of an array, in their order.
  func forEachElement(_ body: (Self) -> Void)
}

extension RecordValue {
  /// A string; nil for anything else.
  var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }
  /// A string as an id, unless it is empty.
  var textID: ExternalID? { utf8.flatMap { ExternalID(utf8: $0) } }
}

extension JSONValue: RecordValue {}
