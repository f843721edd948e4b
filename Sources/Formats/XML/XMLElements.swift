/// The elements of one name in an XML document, one behind the other: found by their tags alone, before they are parsed.
///
/// Comments and CDATA sections are passed over, since they may hold tags that are none.
struct XMLElements {
  let name: String

  /// The next element at or behind `position`; its end is nil where it does not end.
  func next(_ bytes: Bytes, from position: Int) -> (start: Int, end: Int?)? {
    guard let start = tag(bytes, from: position, closing: false) else { return nil }
    guard let end = tag(bytes, from: start + 1, closing: true) else { return (start, nil) }
    return (start, LineEnds.find(UInt8(ascii: ">"), in: bytes, from: end).map { $0 + 1 })
  }

  /// The end of an element near `target`: the last one up to it, else the first one behind it.
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

  /// Where the next tag of the name begins.
  private func tag(_ bytes: Bytes, from position: Int, closing: Bool) -> Int? {
    var position = position
    while let start = LineEnds.find(UInt8(ascii: "<"), in: bytes, from: position) {
      let rest = bytes.part(start, bytes.count)
      if rest.starts(with: "<!--") {
        guard let end = end("-->", bytes, from: start + 4) else { return nil }
        position = end
      } else if rest.starts(with: "<![CDATA[") {
        guard let end = end("]]>", bytes, from: start + 9) else { return nil }
        position = end
      } else if isTag(rest.dropFirst(), closing: closing) {
        return start
      } else {
        position = start + 1
      }
    }
    return nil
  }

  private func isTag(_ rest: Slice<Bytes>, closing: Bool) -> Bool {
    var rest = rest
    if closing {
      guard rest.first == UInt8(ascii: "/") else { return false }
      rest = rest.dropFirst()
    }
    guard rest.starts(with: name.utf8), let behind = rest.dropFirst(name.utf8.count).first else { return false }
    return behind == UInt8(ascii: ">") || Bytes.isBlank(behind)
  }

  private func end(_ mark: StaticString, _ bytes: Bytes, from position: Int) -> Int? {
    var position = position
    while let place = LineEnds.find(mark.utf8Start[0], in: bytes, from: position) {
      if bytes.part(place, bytes.count).starts(with: mark) { return place + mark.utf8CodeUnitCount }
      position = place + 1
    }
    return nil
  }
}
