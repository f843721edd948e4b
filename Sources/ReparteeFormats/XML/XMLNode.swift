import ReparteeGraph

/// An element of parsed XML, valid as long as its parser parses no other. Prefixes of names are dropped: exports
/// change their namespaces from version to version, and the names after them stay.
///
/// Every access is in bounds: an index is one that the tree gave, and the tree's arrays compare it with their counts.
struct XMLNode {
  private let tree: UnsafePointer<XMLTree>
  private let index: Int

  /// The outermost element of `tree`, which has one.
  init(rootOf tree: UnsafePointer<XMLTree>) { self.init(tree, 0) }

  private init(_ tree: UnsafePointer<XMLTree>, _ index: Int) {
    self.tree = tree
    self.index = index
  }

  private var element: XMLTree.Element { tree.pointee.elements[index] }

  /// Whether it is called `name`, after its prefix.
  func isNamed(_ name: StaticString) -> Bool { tree.pointee.bytes(element.name, are: name) }

  /// Whether it is called `name`, after its prefix; the name is known only when the program runs.
  func isNamed(_ name: String) -> Bool { tree.pointee.with(element.name) { $0.elementsEqual(name.utf8) } }

  /// The same attribute as ``attribute(_:)``, by a name that is known only when the program runs.
  func attribute(named name: String) -> String? {
    let element = element
    for place in (element.firstAttribute..<element.attributesEnd).reversed() {
      let attribute = tree.pointee.attributes[Int(place)]
      if tree.pointee.with(attribute.name, { $0.elementsEqual(name.utf8) }) {
        return tree.pointee.with(attribute.value) { String(decoding: $0, as: UTF8.self) }
      }
    }
    return nil
  }

  /// An attribute by its name without a prefix, of several the last; nil where there is none.
  func attribute(_ name: StaticString) -> String? {
    withAttribute(name) { String(decoding: $0, as: UTF8.self) }
  }

  /// An attribute that is an id; nil where there is none, or it is empty.
  func id(_ name: StaticString) -> ExternalID? { withAttribute(name) { ExternalID(utf8: $0) } ?? nil }

  /// What `body` makes of an attribute's bytes; nil where there is none.
  func withAttribute<Result>(_ name: StaticString, _ body: (Bytes) -> Result) -> Result? {
    let element = element
    var place = element.attributesEnd
    while place > element.firstAttribute {
      place -= 1
      let attribute = tree.pointee.attributes[Int(place)]
      if tree.pointee.bytes(attribute.name, are: name) { return tree.pointee.with(attribute.value, body) }
    }
    return nil
  }

  /// The text inside, that of elements within it left out.
  var text: String {
    let element = element
    if element.firstText == XMLTree.none { return "" }
    func text(_ piece: XMLTree.Text) -> String {
      tree.pointee.with(piece.span) { String(decoding: $0, as: UTF8.self) }
    }
    var piece = tree.pointee.texts[Int(element.firstText)]
    var whole = text(piece)
    while piece.next != XMLTree.none {
      piece = tree.pointee.texts[Int(piece.next)]
      whole += text(piece)
    }
    return whole
  }

  /// The elements inside, in their order.
  var children: Children { Children(tree: tree, place: element.firstChild) }

  /// The first element of a name inside.
  subscript(name: StaticString) -> XMLNode? { children.first { $0.isNamed(name) } }

  /// The text of the first element of a name inside, without the blanks at its ends; nil where that is empty.
  func text(of name: StaticString) -> String? {
    guard let found = self[name]?.text.trimmingBlanks, !found.isEmpty else { return nil }
    return found
  }

  /// Elements, one after another.
  struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: UnsafePointer<XMLTree>
    fileprivate var place: Int32

    mutating func next() -> XMLNode? {
      if place == XMLTree.none { return nil }
      defer { place = tree.pointee.elements[Int(place)].next }
      return XMLNode(tree, Int(place))
    }
  }

  /// Why bytes are no XML.
  struct Failure: Error {
    let reason: String
  }
}
