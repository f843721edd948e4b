import Dispatch

/// Temporary: only what Formats builds against.
public enum Parallel {
  /// Calls `body` once for every index below `count`, on all cores.
  public static func forEach(count: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }
}
