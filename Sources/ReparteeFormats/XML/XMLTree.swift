/// The elements of parsed XML, in flat memory that serves element after element: what an export holds of nodes is
/// small and comes by the million, and an object for each would cost several times what parsing does.
struct XMLTree: ~Copyable {
  /// No export nests so deep; a tree without bounds could not be walked.
  static let deepest = 256

  /// Some of `bytes`.
  struct Span {
    var start: Int32
    var end: Int32
  }

  /// An element; `none` stands for what is not there.
  struct Element {
    var name: Span
    var firstAttribute: Int32
    var attributesEnd: Int32
    var isDropped: Bool
    var firstText = XMLTree.none
    var lastText = XMLTree.none
    var firstChild = XMLTree.none
    var lastChild = XMLTree.none
    var next = XMLTree.none
  }

  /// An attribute.
  struct Attribute {
    var name: Span
    var value: Span
  }

  /// Text inside an element, up to the next element inside it.
  struct Text {
    var span: Span
    var next = XMLTree.none
  }

  static let none: Int32 = -1

  private let dropped: [StaticString]
  /// Names, values and texts, one after another.
  private(set) var bytes = PlainArray<UInt8>()
  private(set) var elements = PlainArray<Element>()
  private(set) var attributes = PlainArray<Attribute>()
  private(set) var texts = PlainArray<Text>()
  private var open = PlainArray<Int32>()
  /// How many elements are open below the deepest that are kept.
  private var below = 0
  private(set) var isTooDeep = false

  /// - Parameter dropped: elements whose text is not kept, by name.
  init(dropping dropped: [StaticString]) { self.dropped = dropped }

  /// Whether what was begun has ended.
  var isWhole: Bool { open.isEmpty && below == 0 && !isTooDeep && !elements.isEmpty }

  mutating func clear() {
    bytes.removeAll()
    elements.removeAll()
    attributes.removeAll()
    texts.removeAll()
    open.removeAll()
    below = 0
    isTooDeep = false
  }

  /// Begins an element with its attributes: names and values by turns, and nil after them.
  mutating func begin(_ name: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    if open.count == XMLTree.deepest {
      isTooDeep = true
      below += 1
      return
    }
    let first = Int32(attributes.count)
    var place = 0
    while let list, let key = list[place], let value = list[place + 1] {
      let span = append(key, isName: true)
      attributes.append(Attribute(name: span, value: append(value, isName: false)))
      place += 2
    }
    let span = append(name, isName: true)
    var isDropped = false
    for name in dropped where self.bytes(span, are: name) { isDropped = true }
    let index = Int32(elements.count)
    elements.append(
      Element(
        name: span, firstAttribute: first, attributesEnd: Int32(attributes.count), isDropped: isDropped))
    if let parent = open.last {
      let before = elements[Int(parent)].lastChild
      if before == XMLTree.none {
        elements[Int(parent)].firstChild = index
      } else {
        elements[Int(before)].next = index
      }
      elements[Int(parent)].lastChild = index
    }
    open.append(index)
  }

  mutating func end() {
    if below > 0 { below -= 1 } else if !open.isEmpty { open.removeLast() }
  }

  /// Adds text to the element that is open.
  mutating func add(_ text: Bytes) {
    guard let index = open.last.map(Int.init), below == 0, !elements[index].isDropped else { return }
    let start = Int32(bytes.count)
    bytes.append(contentsOf: text)
    let end = Int32(bytes.count)
    let last = elements[index].lastText
    if last != XMLTree.none, texts[Int(last)].span.end == start {
      texts[Int(last)].span.end = end
      return
    }
    let new = Int32(texts.count)
    texts.append(Text(span: Span(start: start, end: end)))
    if last == XMLTree.none { elements[index].firstText = new } else { texts[Int(last)].next = new }
    elements[index].lastText = new
  }

  /// Calls `body` with the bytes of a span.
  @inline(__always)
  func with<Result>(_ span: Span, _ body: (Bytes) -> Result) -> Result {
    body(bytes.all.part(Int(span.start), Int(span.end)))
  }

  /// Whether a span is `text`.
  func bytes(_ span: Span, are text: StaticString) -> Bool {
    with(span) { $0.count == text.utf8CodeUnitCount && $0.starts(with: text) }
  }

  /// Keeps a text that ends with 0; of a name what follows its prefix.
  private mutating func append(_ text: UnsafePointer<CChar>, isName: Bool) -> Span {
    var first = text
    var end = text
    while end.pointee != 0 {
      if isName, end.pointee == CChar(UInt8(ascii: ":")) { first = end + 1 }
      end += 1
    }
    let start = Int32(bytes.count)
    first.withMemoryRebound(to: UInt8.self, capacity: end - first) {
      bytes.append(contentsOf: Bytes(start: $0, count: end - first))
    }
    return Span(start: start, end: Int32(bytes.count))
  }
}
