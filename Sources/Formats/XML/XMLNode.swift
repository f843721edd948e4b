import CExpat

/// An element of a parsed piece of XML. Prefixes of names are dropped: exports change their namespaces from version to
/// version, and the names behind them stay.
final class XMLNode {
  /// The name behind the prefix.
  let name: String
  /// The attributes, by name without a prefix.
  let attributes: [String: String]
  /// The text inside, that of elements within it left out.
  fileprivate(set) var text = ""
  /// The elements inside, in their order.
  fileprivate(set) var children: [XMLNode] = []

  fileprivate init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// The first element of a name inside.
  subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

  /// The text of the first element of a name inside, without the blanks at its ends; nil where that is empty.
  func text(of name: String) -> String? {
    guard let found = self[name]?.text.trimmingBlanks, !found.isEmpty else { return nil }
    return found
  }

  /// Why bytes are no XML.
  struct Failure: Error {
    let reason: String
  }

  /// Parses one element, by expat, which refuses what grows without bounds.
  /// - Parameters:
  ///   - dropped: elements whose text is not kept, by name.
  ///   - encoding: what the document's declaration says, which stands before the piece.
  static func parse(_ bytes: Bytes, dropping dropped: Set<String>, encoding: String?) throws(Failure) -> XMLNode {
    guard let parser = XML_ParserCreate(encoding) else { throw Failure(reason: "there is no memory left to parse it") }
    defer { XML_ParserFree(parser) }
    let building = Building(dropped: dropped)
    XML_SetUserData(parser, Unmanaged.passUnretained(building).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        if let data, let name { Building.of(data).begin(String(cString: name), attributes) }
      },
      { data, _ in
        if let data { Building.of(data).end() }
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      if let data, let text { Building.of(data).add(UnsafeRawBufferPointer(start: text, count: Int(count))) }
    }
    let status = bytes.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) }
    if building.isTooDeep { throw Failure(reason: "elements nested more than \(Building.deepest) deep") }
    guard status == XML_STATUS_OK, let root = building.root else {
      throw Failure(reason: String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
    }
    return root
  }

  /// The tree while it is built.
  private final class Building {
    /// No export nests so deep; a tree without bounds could not be taken apart again.
    static let deepest = 256

    let dropped: Set<String>
    var root: XMLNode?
    /// How many elements are open below the deepest that are kept.
    var below = 0
    var isTooDeep = false
    var open: [XMLNode] = []

    init(dropped: Set<String>) { self.dropped = dropped }

    static func of(_ data: UnsafeMutableRawPointer) -> Building {
      Unmanaged<Building>.fromOpaque(data).takeUnretainedValue()
    }

    func begin(_ name: String, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
      if open.count == Building.deepest {
        isTooDeep = true
        below += 1
        return
      }
      var attributes: [String: String] = [:]
      var place = 0
      // Names and values take turns; nil ends them.
      while let list, let key = list[place], let value = list[place + 1] {
        attributes[Building.plain(String(cString: key))] = String(cString: value)
        place += 2
      }
      let node = XMLNode(name: Building.plain(name), attributes: attributes)
      if let parent = open.last { parent.children.append(node) } else { root = node }
      open.append(node)
    }

    private static func plain(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    func end() {
      if below > 0 { below -= 1 } else { _ = open.popLast() }
    }

    func add(_ bytes: UnsafeRawBufferPointer) {
      guard let node = open.last, !dropped.contains(node.name) else { return }
      node.text += String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension String {
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
