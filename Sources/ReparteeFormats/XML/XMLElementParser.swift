import CReparteeExpat

/// Parses elements one after the other, by expat, which refuses what grows without bounds. Not for several threads at
/// once.
///
/// To expat they are the children of one element that never ends: a parser of its own, or the same one started again, costs
/// more than a short element does. Only after an element that is none is it started again.
final class XMLElementParser {
  private let parser: XML_Parser?
  /// On its own in memory, since expat's callbacks reach it by its address.
  private let tree = UnsafeMutablePointer<XMLTree>.allocate(capacity: 1)
  private let encoding: String?
  private var isBegun = false

  /// - Parameters:
  ///   - dropped: elements whose text is not kept, by name.
  ///   - encoding: what the document's declaration says, which is before the elements.
  init(dropping dropped: [StaticString] = [], encoding: String? = nil) {
    self.encoding = encoding
    tree.initialize(to: XMLTree(dropping: dropped))
    parser = XML_ParserCreate(encoding)
  }

  deinit {
    if let parser { XML_ParserFree(parser) }
    tree.deinitialize(count: 1)
    tree.deallocate()
  }

  /// Parses one element, and returns what `body` makes of it; the element is gone after that.
  func parse<Result>(_ bytes: Bytes, _ body: (XMLNode) -> Result) throws(XMLNode.Failure) -> Result {
    try build(bytes)
    return body(XMLNode(rootOf: tree))
  }

  /// Makes a tree of one element.
  private func build(_ bytes: Bytes) throws(XMLNode.Failure) {
    guard let parser else { throw XMLNode.Failure(reason: "there is not enough memory to parse it") }
    if !isBegun {
      try begin(parser)
      isBegun = "<all>".withCString { XML_Parse(parser, $0, 5, 0) } == XML_STATUS_OK
    }
    tree.pointee.clear()
    if isBegun, feed(parser, bytes, isFinal: false), tree.pointee.isWhole { return }
    // Alone, so that the reason speaks of this element.
    isBegun = false
    try begin(parser)
    let isWell = feed(parser, bytes, isFinal: true)
    if tree.pointee.isTooDeep { throw XMLNode.Failure(reason: "elements nested more than \(XMLTree.deepest) deep") }
    guard isWell, tree.pointee.isWhole else {
      throw XMLNode.Failure(reason: String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
    }
  }

  private func feed(_ parser: XML_Parser, _ bytes: Bytes, isFinal: Bool) -> Bool {
    bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isFinal ? 1 : 0)
    } == XML_STATUS_OK
  }

  private func begin(_ parser: XML_Parser) throws(XMLNode.Failure) {
    guard XML_ParserReset(parser, encoding) != 0 else {
      throw XMLNode.Failure(reason: "there is not enough memory to parse it")
    }
    tree.pointee.clear()
    XML_SetUserData(parser, tree)
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        if let data, let name { XMLElementParser.tree(data).pointee.begin(name, attributes) }
      },
      { data, _ in
        if let data { XMLElementParser.tree(data).pointee.end() }
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data, let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        XMLElementParser.tree(data).pointee.add(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
  }

  private static func tree(_ data: UnsafeMutableRawPointer) -> UnsafeMutablePointer<XMLTree> {
    data.assumingMemoryBound(to: XMLTree.self)
  }
}
