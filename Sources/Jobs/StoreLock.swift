import Foundation

/// Keeps a second run from working on the same store; it ends with the process, however that ends.
final class StoreLock {
  private let path: String
  private let descriptor: Int32

  /// - Throws: ``StoreIsBusy`` where another run holds it, `OutputError` where the folder cannot be written.
  init(store: String) throws {
    path = store + ".lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError.unwritable(path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StoreIsBusy(store: store)
    }
  }

  deinit {
    // Gone before it is let go, so that nobody takes a lock that the next one does not see.
    unlink(path)
    close(descriptor)
  }
}

/// Another run works on the store.
public struct StoreIsBusy: Error, CustomStringConvertible, Sendable {
  let store: String

  /// One line: what is wrong and what to do.
  public var description: String { "\(store): another run works on this store. Wait until it has ended." }
}
