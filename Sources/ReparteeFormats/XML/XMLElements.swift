/// The elements of some names in an XML document, one after another: found by their tags alone, before they are parsed.
///
/// Comments and CDATA sections are passed over, since they may hold tags that are none. An element begins where its tag
/// does, and ends with that tag where it closes itself, else after the next closing tag of its name: none may be within
/// another of its own name, unless its name says that it may. One that is not closed costs itself alone so, and not the rest.
struct XMLElements: Sendable, Equatable {
  private let names: [Name]

  /// A name as the document writes it, or one of any prefix.
  private struct Name: Sendable, Equatable {
    let bytes: [UInt8]
    let hasAnyPrefix: Bool
    let mayNest: Bool
  }

  /// - Parameter names: as the document writes them; after `*:`, those of any prefix or none; before `+`, elements that may
  ///   be within another of their name.
  init(names: [String]) {
    self.names = names.map { name in
      let (hasAnyPrefix, mayNest) = (name.hasPrefix("*:"), name.hasSuffix("+"))
      return Name(
        bytes: Array(name.utf8.dropFirst(hasAnyPrefix ? 2 : 0).dropLast(mayNest ? 1 : 0)), hasAnyPrefix: hasAnyPrefix,
        mayNest: mayNest)
    }
  }

  /// For reasons: `an <item>`.
  var title: String {
    names.map { name in
      let plain = String(decoding: name.bytes, as: UTF8.self).split(separator: ":").last ?? ""
      return ("aeiou".contains(plain.first ?? "x") ? "an" : "a") + " <\(plain)>"
    }.joined(separator: " or ")
  }

  /// The next element at or after `position`; its end is nil where it does not end.
  func next(_ bytes: Bytes, from position: Int) -> (start: Int, end: Int?)? {
    guard let tag = tag(bytes, from: position, named: nil) else { return nil }
    guard let close = closing(bytes, from: tag.nameEnd) else { return (tag.start, nil) }
    if bytes[close - 1] == UInt8(ascii: "/") { return (tag.start, close + 1) }
    let name = bytes.part(tag.start + 1, tag.nameEnd)
    let mayNest = names.contains { $0.mayNest && isName(name, $0) }
    guard let end = mayNest ? lastClosing(bytes, from: close + 1, name) : self.tag(bytes, from: close + 1, named: name)
    else { return (tag.start, nil) }
    return (tag.start, bytes.firstIndex(of: UInt8(ascii: ">"), from: end.start).map { $0 + 1 })
  }

  /// The closing tag of an element within which there may be others of its name, each with its own.
  private func lastClosing(_ bytes: Bytes, from position: Int, _ name: Bytes) -> (start: Int, nameEnd: Int)? {
    var (position, depth) = (position, 1)
    while let end = tag(bytes, from: position, named: name) {
      // Those that are opened before it.
      var place = position
      while let inner = tag(bytes, from: place, named: nil), inner.start < end.start {
        guard let close = closing(bytes, from: inner.nameEnd) else { return nil }
        let isOne = bytes.part(inner.start + 1, inner.nameEnd).elementsEqual(name)
        if isOne, bytes[close - 1] != UInt8(ascii: "/") { depth += 1 }
        place = close + 1
      }
      depth -= 1
      if depth == 0 { return end }
      position = end.nameEnd
    }
    return nil
  }

  /// The end of an element near `target`: the last one up to it, else the first one after it.
  func cut(_ bytes: Bytes, from start: Int, near target: Int) -> Int? {
    var cut: Int?
    var position = start
    while let element = next(bytes, from: position), let end = element.end {
      if end > target, let cut { return cut }
      position = end
      cut = end
    }
    return cut
  }

  /// Where the next opening tag begins, and where its name ends; or the closing tag of `named`.
  private func tag(_ bytes: Bytes, from position: Int, named closing: Bytes?) -> (start: Int, nameEnd: Int)? {
    var position = position
    while let start = bytes.firstIndex(of: UInt8(ascii: "<"), from: position) {
      let rest = bytes.part(start, bytes.count)
      if rest.starts(with: "<!--") {
        guard let end = end("-->", bytes, from: start + 4) else { return nil }
        position = end
      } else if rest.starts(with: "<![CDATA[") {
        guard let end = end("]]>", bytes, from: start + 9) else { return nil }
        position = end
      } else if let nameEnd = nameEnd(bytes, from: start, closing: closing) {
        return (start, nameEnd)
      } else {
        position = start + 1
      }
    }
    return nil
  }

  /// Where the name of the tag at `start` ends, when it is one of these, or the one that is to be closed.
  private func nameEnd(_ bytes: Bytes, from start: Int, closing: Bytes?) -> Int? {
    var first = start + 1
    if closing != nil {
      guard first < bytes.count, bytes[first] == UInt8(ascii: "/") else { return nil }
      first += 1
    }
    var end = first
    while end < bytes.count, !Bytes.isBlank(bytes[end]), bytes[end] != UInt8(ascii: ">"),
      bytes[end] != UInt8(ascii: "/")
    {
      end += 1
    }
    // A name at the bytes' end may go on after it.
    guard end < bytes.count, end > first else { return nil }
    let name = bytes.part(first, end)
    if let closing { return name.elementsEqual(closing) ? end : nil }
    return names.contains { isName(name, $0) } ? end : nil
  }

  private func isName(_ found: Bytes, _ name: Name) -> Bool {
    let before = found.count - name.bytes.count
    guard before == 0 || before > 0 && name.hasAnyPrefix && found[before - 1] == UInt8(ascii: ":") else { return false }
    for index in name.bytes.indices where found[before + index] != name.bytes[index] { return false }
    return true
  }

  /// The `>` that ends an opening tag: one inside quotation marks does not.
  private func closing(_ bytes: Bytes, from position: Int) -> Int? {
    var position = position
    var quote: UInt8?
    while position < bytes.count {
      let byte = bytes[position]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == Byte.quote || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return position
      }
      position += 1
    }
    return nil
  }

  private func end(_ mark: StaticString, _ bytes: Bytes, from position: Int) -> Int? {
    var position = position
    while let place = bytes.firstIndex(of: mark.utf8Start[0], from: position) {
      if bytes.part(place, bytes.count).starts(with: mark) { return place + mark.utf8CodeUnitCount }
      position = place + 1
    }
    return nil
  }
}
