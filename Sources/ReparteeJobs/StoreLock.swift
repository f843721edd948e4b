import Foundation
import ReparteeStore

/// Keeps a second run from working on the same store; it ends with the process, however that ends.
final class StoreLock {
  private let path: String
  private let descriptor: Int32

  /// - Parameter wait: how long to wait for another run.
  /// - Throws: ``StoreIsBusy`` where another run holds it for longer, `OutputError` where the folder cannot be written.
  init(store: String, wait: StoreWait) throws {
    path = store + ".lock"
    let retries = StoreWait.RetryPolicy(wait, for: path)
    var tries = 0
    while true {
      let opened = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
      guard opened >= 0 else { throw OutputError.unwritable(path: path) }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
        close(opened)
        if retries.next(tries: tries) {
          tries += 1
          continue
        }
        throw StoreIsBusy(store: store, holder: StoreHolder.name(ofLocksOn: path))
      }
      // Whoever held it may have taken the file away in between; then it locks nobody out.
      if Self.isFile(opened, at: path) {
        descriptor = opened
        return
      }
      close(opened)
    }
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (held, named) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino
      && held.st_dev == named.st_dev
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}

/// Another run works on the store.
package struct StoreIsBusy: Error, CustomStringConvertible, Sendable {
  let store: String
  /// Who it is, as far as the system tells.
  let holder: String?

  /// One line: what is wrong and what to do.
  package var description: String {
    "\(store): \(holder ?? "another run") works on this store. Nothing was changed; try again when that is done."
  }
}
