import CSimdJSON

/// What a format reads of a JSON object: its keys, and of the objects below some of them again only these.
///
/// It says nothing of types or of what has to be there: a reader sees the value as it is, less what it never asks for.
/// Keys are compared as they are written, before any escape in them is resolved. One a format, for good.
final class JSONShape: Sendable {
  /// It is made once, and only read from then on. Without memory there is none, and values are parsed whole.
  nonisolated(unsafe) let pointer: OpaquePointer?

  /// A shape of these keys, with all that stands below them.
  init(_ keys: StaticString...) {
    pointer = repartee_json_shape_create()
    for key in keys { add(key, below: nil) }
  }

  /// Wants of the object at `key`, or of the objects of an array there, what `below` wants. Before the first use.
  @discardableResult
  func with(_ key: StaticString, _ below: JSONShape) -> JSONShape {
    add(key, below: below.pointer)
    return self
  }

  private func add(_ key: StaticString, below: OpaquePointer?) {
    if let pointer { _ = repartee_json_shape_add(pointer, key.utf8Start, key.utf8CodeUnitCount, below) }
  }
}
