import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The system's libraries that only pictures need. The library for Python is not linked with them, so that it can be loaded
/// where they are missing: they are looked up before the first picture, and its calls find them then.
enum DrawingLibraries {
  /// What a picture needs.
  enum Use: Sendable {
    /// Places of shapes: an SVG whose text is text.
    case layout
    /// Also outlines of letters, pixels and pages: PNG, PDF, office files.
    case all
  }

  /// A library by the name that the system knows it by, and the package of Debian and Ubuntu that brings it.
  private static let layout = [("libcgraph.so.6", "libcgraph6"), ("libgvc.so.6", "libgvc6")]
  private static let rendering = [
    ("libglib-2.0.so.0", "libglib2.0-0"), ("libgobject-2.0.so.0", "libglib2.0-0"), ("libcairo.so.2", "libcairo2"),
    ("libpango-1.0.so.0", "libpango-1.0-0"), ("libpangocairo-1.0.so.0", "libpangocairo-1.0-0"),
    ("librsvg-2.so.2", "librsvg2-2"),
  ]

  private static let loaded = Mutex<(layout: Bool, all: Bool)>((false, false))

  /// Loads the libraries, once in a process.
  /// - Throws: `MissingLibraries` with all that the machine lacks.
  static func load(_ use: Use) throws {
    #if canImport(Glibc)
      try loaded.withLock { loaded in
        if loaded.all || use == .layout && loaded.layout { return }
        // Each one in the order of dependence, where every library of the process finds it.
        let missing = (layout + (use == .all ? rendering : [])).filter { dlopen($0.0, RTLD_NOW | RTLD_GLOBAL) == nil }
        if !missing.isEmpty { throw MissingLibraries(libraries: missing.map(\.0), packages: missing.map(\.1)) }
        loaded = (true, use == .all)
      }
    #endif
  }
}

/// Libraries of the system that a picture needs and the machine lacks.
struct MissingLibraries: Error, CustomStringConvertible {
  let libraries: [String]
  let packages: [String]

  var description: String {
    var seen: Set<String> = []
    let packages = packages.filter { seen.insert($0).inserted }
    return
      "pictures need \(libraries.joined(separator: ", ")), which this machine lacks; everything else works without. "
      + "On Debian and Ubuntu: apt-get install \(packages.joined(separator: " "))"
  }
}
