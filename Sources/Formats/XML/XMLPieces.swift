import CExpat

/// Parses elements one after the other, by expat, which refuses what grows without bounds. Not for several threads at
/// once.
///
/// To expat they are the children of one element that never ends: a parser of its own, or the same one begun anew, costs
/// more than a short element does. Only behind an element that is none is it begun anew.
final class XMLPieces {
  private let parser: XML_Parser?
  private let tree: XMLTree
  private let encoding: String?
  private var isBegun = false

  /// - Parameters:
  ///   - dropped: elements whose text is not kept, by name.
  ///   - encoding: what the document's declaration says, which stands before the pieces.
  init(dropping dropped: Set<String> = [], encoding: String? = nil) {
    self.encoding = encoding
    tree = XMLTree(dropped: dropped)
    parser = XML_ParserCreate(encoding)
  }

  deinit { if let parser { XML_ParserFree(parser) } }

  /// Parses one element.
  func parse(_ bytes: Bytes) throws(XMLNode.Failure) -> XMLNode {
    guard let parser else { throw XMLNode.Failure(reason: "there is no memory left to parse it") }
    if !isBegun {
      try begin(parser)
      isBegun = "<all>".withCString { XML_Parse(parser, $0, 5, 0) } == XML_STATUS_OK
    }
    tree.clear()
    if isBegun, feed(parser, bytes, isFinal: false), tree.isWhole, let root = tree.root { return root }
    // Alone, so that the reason speaks of this element.
    isBegun = false
    try begin(parser)
    let isWell = feed(parser, bytes, isFinal: true)
    if tree.isTooDeep { throw XMLNode.Failure(reason: "elements nested more than \(XMLTree.deepest) deep") }
    guard isWell, let root = tree.root else {
      throw XMLNode.Failure(reason: String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
    }
    return root
  }

  private func feed(_ parser: XML_Parser, _ bytes: Bytes, isFinal: Bool) -> Bool {
    bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isFinal ? 1 : 0)
    } == XML_STATUS_OK
  }

  private func begin(_ parser: XML_Parser) throws(XMLNode.Failure) {
    guard XML_ParserReset(parser, encoding) != 0 else {
      throw XMLNode.Failure(reason: "there is no memory left to parse it")
    }
    tree.clear()
    XML_SetUserData(parser, Unmanaged.passUnretained(tree).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        if let data, let name { XMLTree.of(data).begin(name, attributes) }
      },
      { data, _ in
        if let data { XMLTree.of(data).end() }
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      if let data, let text { XMLTree.of(data).add(UnsafeRawBufferPointer(start: text, count: Int(count))) }
    }
  }
}

/// A tree while it is built.
private final class XMLTree {
  /// No export nests so deep; a tree without bounds could not be taken apart again.
  static let deepest = 256

  private let dropped: Set<String>
  private(set) var root: XMLNode?
  /// How many elements are open below the deepest that are kept.
  private var below = 0
  private(set) var isTooDeep = false
  private var open: [XMLNode] = []

  init(dropped: Set<String>) { self.dropped = dropped }

  /// Whether what was begun has ended.
  var isWhole: Bool { open.isEmpty && below == 0 && !isTooDeep }

  func clear() {
    root = nil
    below = 0
    isTooDeep = false
    open.removeAll(keepingCapacity: true)
  }

  static func of(_ data: UnsafeMutableRawPointer) -> XMLTree {
    Unmanaged<XMLTree>.fromOpaque(data).takeUnretainedValue()
  }

  func begin(_ name: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    if open.count == XMLTree.deepest {
      isTooDeep = true
      below += 1
      return
    }
    var attributes = XMLAttributes()
    var place = 0
    // Names and values take turns; nil ends them.
    while let list, let key = list[place], let value = list[place + 1] {
      attributes.append(XMLTree.plain(key), String(cString: value))
      place += 2
    }
    let node = XMLNode(name: XMLTree.plain(name), attributes: attributes)
    if let parent = open.last { parent.children.append(node) } else { root = node }
    open.append(node)
  }

  /// A name without its prefix.
  private static func plain(_ name: UnsafePointer<CChar>) -> String {
    var start = name
    var place = name
    while place.pointee != 0 {
      if place.pointee == CChar(UInt8(ascii: ":")) { start = place + 1 }
      place += 1
    }
    return String(cString: start)
  }

  func end() {
    if below > 0 { below -= 1 } else { _ = open.popLast() }
  }

  func add(_ bytes: UnsafeRawBufferPointer) {
    guard let node = open.last, !dropped.contains(node.name) else { return }
    node.text += String(decoding: bytes, as: UTF8.self)
  }
}
