import Synchronization

/// A value that is made when it is first asked for; copies of whatever holds it share it.
final class Once<Value: Sendable>: Sendable {
  private let held = Mutex<Value?>(nil)

  /// The value, made by `make` where nobody asked for it yet.
  func value(_ make: () -> Value) -> Value {
    held.withLock { held in
      let value = held ?? make()
      held = value
      return value
    }
  }
}
