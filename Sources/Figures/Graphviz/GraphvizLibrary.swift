import CGraphviz

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Graphviz in this process: one context for the life of the program, one lock around every use.
///
/// The library is not thread-safe, not even with separate contexts, and a context each time leaks; so there is one of
/// both. This folder alone knows libgvc.
final class GraphvizLibrary: @unchecked Sendable {
  static let shared = GraphvizLibrary()

  /// What Graphviz said during the call that holds the lock; it reports in fragments.
  nonisolated(unsafe) fileprivate static var messages: [UInt8] = []

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private var context: OpaquePointer?

  private init() {
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  /// Builds a graph, lets `engine` lay it out, and reads from what `build` returned; the graph is gone afterwards.
  ///
  /// A graph is never laid out twice, and the random generator starts at `seed` each time: otherwise the first layout of
  /// a process differs from the next.
  func layout<Handles, Result>(
    engine: String, seed: UInt32, build: (UnsafeMutablePointer<Agraph_t>) throws -> Handles,
    read: (Handles) throws -> Result
  ) throws -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
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

/// Called by Graphviz, inside the lock.
private func collectMessage(_ text: UnsafeMutablePointer<CChar>?) -> Int32 {
  guard let text else { return 0 }
  GraphvizLibrary.messages.append(contentsOf: UnsafeRawBufferPointer(start: text, count: strlen(text)))
  return 0
}
