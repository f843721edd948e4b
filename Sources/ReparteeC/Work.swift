import Synchronization

/// Long work that somebody may watch and stop from another thread: as long as none of its steps, it goes on after it was asked
/// to stop.
final class Work: Sendable {
  private let isCancelled = Atomic(false)
  /// Thousandths that are done.
  private let done = Atomic(0)

  /// Asks the work to stop.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Whether somebody asked the work to stop.
  var isStopped: Bool { isCancelled.load(ordering: .relaxed) }

  /// How much is done, 0 to 1.
  var progress: Double { Double(done.load(ordering: .relaxed)) / 1000 }

  /// - Throws: `Stopped` where somebody asked the work to stop.
  func check() throws { if isStopped { throw Stopped() } }

  /// Says how much is done, and checks.
  func reach(_ share: Double) throws {
    done.store(Int(share * 1000), ordering: .relaxed)
    try check()
  }

  /// The work was asked to stop, and did.
  struct Stopped: Error, CustomStringConvertible { let description = "stopped" }
}
