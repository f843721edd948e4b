#if canImport(Glibc)
  import Glibc
#endif

/// Memory in pages of two megabytes, where the system grants them: fewer faults while it is filled, and fewer misses of
/// the address cache where it is read in no order, which is what graphs do.
///
/// It is advice, no more: on other systems, or where large pages are off, nothing happens. In bounds: only whole pages
/// within the memory are named.
@usableFromInline
package enum HugePages {
  /// Below this many bytes the advice costs more than it brings.
  @usableFromInline static let least = 1 << 21

  /// Asks for large pages for memory that nobody has touched yet.
  @inlinable
  package static func advise<Element>(_ memory: UnsafeMutableBufferPointer<Element>) {
    let bytes = memory.count * MemoryLayout<Element>.stride
    if bytes >= least { advise(UnsafeMutableRawPointer(memory.baseAddress), bytes: bytes) }
  }

  @usableFromInline
  static func advise(_ start: UnsafeMutableRawPointer?, bytes: Int) {
    #if canImport(Glibc)
      guard let start else { return }
      let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
      let first = (UInt(bitPattern: start) + page - 1) / page * page
      let end = (UInt(bitPattern: start) + UInt(bytes)) / page * page
      if end > first { _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE) }
    #endif
  }
}

extension Array where Element: BitwiseCopyable {
  /// Many equal elements, in large pages.
  @inlinable
  package init(hugePages count: Int, repeating value: Element) {
    self.init(unsafeUninitializedCapacity: count) { elements, initialized in
      HugePages.advise(elements)
      elements.initialize(repeating: value)
      initialized = count
    }
  }
}
