import CReparteeGraphviz
import Dispatch

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Graphviz in this process: one context for the life of the program, one queue for every use.
///
/// The library is not thread-safe, not even with separate contexts, and a context each time leaks; so there is one of
/// both. This folder alone knows libgvc.
final class GraphvizLibrary: @unchecked Sendable {
  static let shared = GraphvizLibrary()

  /// What Graphviz said during the call that runs; it reports in fragments.
  nonisolated(unsafe) fileprivate static var messages: [UInt8] = []

  private let queue = DispatchQueue(label: "Graphviz")
  private var context: OpaquePointer?

  /// Builds a graph, lets `engine` lay it out, and reads from what `build` returned; the graph is gone afterwards.
  ///
  /// Budgets keep a layout far below the time limit, which only ever ends in an error and never changes a picture.
  /// Graphviz cannot be interrupted: after the error it goes on, and those who come later wait for it, or fail as well.
  /// - Parameter seconds: how long to wait for the result, those before it included.
  func layout<Handles, Result: Sendable>(
    engine: String, seed: UInt32, within seconds: Int = 300,
    build: @escaping @Sendable (UnsafeMutablePointer<Agraph_t>) throws -> Handles,
    read: @escaping @Sendable (Handles) throws -> Result
  ) throws -> Result {
    let answer = Answer<Result>()
    queue.async {
      answer.result = Swift.Result { try self.layoutNow(engine: engine, seed: seed, build: build, read: read) }
      answer.isThere.signal()
    }
    guard answer.isThere.wait(timeout: .now() + .seconds(seconds)) == .success, let result = answer.result else {
      throw FigureError.layoutTooSlow(seconds: seconds)
    }
    return try result.get()
  }

  /// Written on the queue before the semaphore is signalled, read after it.
  private final class Answer<Result: Sendable>: @unchecked Sendable {
    let isThere = DispatchSemaphore(value: 0)
    var result: Swift.Result<Result, any Error>?
  }

  /// A graph is never laid out twice, and the random generator starts at `seed` each time: otherwise the first layout of
  /// a process differs from the next.
  private func layoutNow<Handles, Result>(
    engine: String, seed: UInt32, build: (UnsafeMutablePointer<Agraph_t>) throws -> Handles,
    read: (Handles) throws -> Result
  ) throws -> Result {
    let locale = figures_locale_enter()
    defer { figures_locale_leave(locale) }

    Self.messages.removeAll()
    agseterrf(collectMessage)
    defer { agseterrf(nil) }

    if context == nil { context = gvContext() }
    guard let context else { throw FigureError.graphviz("it did not start") }
    guard let graph = figures_graph_open() else { throw FigureError.graphviz("no memory for a graph") }
    defer { agclose(graph) }
    let handles = try build(graph)
    srand(seed)
    guard gvLayout(context, graph, engine) == 0 else { throw FigureError.graphviz(Self.message) }
    defer { _ = gvFreeLayout(context, graph) }
    return try read(handles)
  }

  /// The fragments as one line.
  private static var message: String {
    let text = String(decoding: messages.prefix(500), as: UTF8.self)
    let line = DisplayText.cleaned(text, limit: 300, placeholder: "no reason given")
    return line.hasPrefix("Error: ") ? String(line.dropFirst(7)) : line
  }
}

/// Called by Graphviz, on the queue.
private func collectMessage(_ text: UnsafeMutablePointer<CChar>?) -> Int32 {
  guard let text else { return 0 }
  GraphvizLibrary.messages.append(contentsOf: UnsafeRawBufferPointer(start: text, count: strlen(text)))
  return 0
}
