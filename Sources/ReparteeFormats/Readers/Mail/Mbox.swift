import Foundation
import ReparteeGraph

/// A mailbox (`.mbox`): the archive of a mailing list, as Mailman, HyperKitty, Pipermail, Google Takeout and public-inbox
/// give it, or a folder of a mail program.
///
/// - A message is a post by its `Message-ID`; it answers `In-Reply-To`, or else the last of `References`, whose first is
///   the message that began the conversation.
/// - The author is the address of `From`, in lower case, also where it is written `ann at example.org`. A list that writes
///   its own address there is passed over for `X-Original-From` or `Reply-To`; where neither is there, the author is unknown.
/// - A message that is archived twice is one post.
///
/// Subject and text are never kept. References: RFC 4155 (the boxes), RFC 5322 (messages), RFC 2047 (names).
struct Mbox: FileFormat {
  let name = "mbox"
  let summary = "a mailbox: the archive of a mailing list"
  let platform: String? = "mail"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard Mbox.beginsMessage(bytes, at: 0) else { return .none }
      return Message(bytes).fields["message-id"] != nil ? .certain : .likely
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader { Reader() }

  /// Whether the line at a place is the one before a message: `From `, an address, and a time that ends in a year or in a
  /// zone after it. A sentence may begin so, too, in a box that does not mark it.
  static func beginsMessage(_ bytes: Bytes, at start: Int) -> Bool {
    guard bytes.part(start, bytes.count).starts(with: "From ") else { return false }
    let line = String(decoding: bytes.part(start, LineEnds.line(bytes, from: start).end), as: UTF8.self)
    let words = line.split(separator: " ")
    return words.suffix(2).contains { $0.utf8.count == 4 && Int($0) != nil } && words.contains { $0.contains(":") }
  }

  /// The start of the last message up to `target`, else of the first after it.
  static func cut(_ bytes: Bytes, from start: Int, near target: Int) -> Int? {
    var last: Int?
    var line = start
    while line < bytes.count {
      let (end, next) = LineEnds.line(bytes, from: line)
      if end == line, next < bytes.count, beginsMessage(bytes, at: next) {
        if next > target, let last { return last }
        last = next
        if next > target { return next }
      }
      line = next
    }
    return last
  }

  private struct Reader: BlockReader {
    var rows: RowDivision { .messages }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      var start = 0
      while start < block.bytes.count {
        let end = Mbox.cut(block.bytes, from: start, near: start) ?? block.bytes.count
        append(Message(block.bytes.part(start, end)), line: batch.lines + 1, to: &batch)
        var counter = LineCounter(block.bytes.part(start, end))
        batch.lines += counter.total()
        start = end
      }
    }

    private func append(_ message: Message, line: Int, to batch: inout RecordBatch) {
      guard let id = message.ids(in: "message-id").first else {
        batch.rejects.append(Reject(line: line, reason: "expected a message with “Message-ID”, found none"))
        return
      }
      guard let time = message.fields["date"].flatMap(MailDate.parse) else {
        batch.rejects.append(
          Reject(line: line, reason: "expected “Date” as in mail (Mon, 5 Jan 2026 10:00:00 +0000)"))
        return
      }
      let author = message.author
      if let author {
        batch.platforms[0].accounts.append(AccountRecord(id: author.id, name: author.name, seen: time))
      }
      let references = message.ids(in: "references")
      let parent = message.ids(in: "in-reply-to").first ?? references.last
      batch.platforms[0].posts.append(
        PostRecord(
          id: id, author: author?.id, parent: parent, conversation: parent == nil ? nil : references.first, time: time,
          kind: parent == nil ? .post : .reply))
    }
  }

  /// The fields at the head of a message that are read, by their names in lower case; of those that stand twice, the first.
  struct Message {
    private(set) var fields: [String: String] = [:]

    private static let read: Set<String> = [
      "message-id", "in-reply-to", "references", "date", "from", "x-original-from", "reply-to", "list-post", "list-id",
    ]
    private static let longestName = 15

    /// - Parameter bytes: a message, with the line before it.
    init(_ bytes: Bytes) {
      var name: String?
      var (line, isFirst) = (0, true)
      while line < bytes.count {
        let (end, next) = LineEnds.line(bytes, from: line)
        let text = bytes.part(line, end)
        line = next
        if isFirst, text.starts(with: "From ") {
          isFirst = false
          continue
        }
        isFirst = false
        if text.isEmpty { break }
        if text[0] == Byte.space || text[0] == Byte.tab {
          // A field may go on in the lines below.
          if let name { fields[name, default: ""] += " " + String(decoding: text.trimmed, as: UTF8.self) }
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":"), from: 0) {
          name = nil
          if colon > Message.longestName { continue }
          let own = String(decoding: text.part(0, colon), as: UTF8.self).lowercased()
          if Message.read.contains(own), fields[own] == nil { name = own }
          if let name { fields[name] = String(decoding: text.part(colon + 1, text.count).trimmed, as: UTF8.self) }
        }
      }
    }

    /// The ids between `<` and `>`.
    func ids(in field: String) -> [ExternalID] {
      guard let text = fields[field] else { return [] }
      let parts = text.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
      return parts.compactMap { part in
        guard let end = part.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let id = part[..<end].filter { !Bytes.isBlank($0) }
        return id.isEmpty ? nil : .text(String(decoding: id, as: UTF8.self))
      }
    }

    /// Who wrote it, or nil where only the list says that somebody did.
    var author: (id: ExternalID, name: String?)? {
      let list = (fields["list-post"] ?? fields["list-id"]).map { $0.lowercased() } ?? ""
      for field in ["x-original-from", "from", "reply-to"] {
        guard let address = fields[field].flatMap(MailAddress.init) else { continue }
        if !list.isEmpty, list.contains(address.address) || list.contains(address.address.replacing("@", with: ".")) {
          continue
        }
        return (.text(address.address), address.name)
      }
      return nil
    }
  }
}

/// A person's address: `Ann <ann@example.org>`, `ann@example.org (Ann)`, `ann at example.org (Ann)`.
struct MailAddress {
  /// The address, in lower case.
  let address: String
  /// The name beside it, if any.
  let name: String?

  init?(_ field: String) {
    var (address, name) = (field, "")
    if let open = field.lastIndex(of: "<"), let close = field[open...].firstIndex(of: ">") {
      address = String(field[field.index(after: open)..<close])
      name = String(field[..<open])
    } else if let open = field.firstIndex(of: "("), let close = field.lastIndex(of: ")"), open < close {
      address = String(field[..<open])
      name = String(field[field.index(after: open)..<close])
    }
    if address.utf8.contains(Byte.space) { address = address.replacing(" at ", with: "@") }
    address = address.filter { !$0.isWhitespace && $0 != "\"" }.lowercased()
    guard address.contains("@") else { return nil }
    self.address = address
    if name.utf8.contains(Byte.quote) { name = name.replacing("\"", with: "") }
    let shown = EncodedWords.decoded(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    self.name = shown.isEmpty ? nil : shown
  }
}

/// Names in other letters than those of ASCII, as RFC 2047 writes them: `=?utf-8?q?J=C3=BCrgen?=`.
enum EncodedWords {
  /// The text with its encoded words read; words of other encodings than UTF-8, ASCII and Latin-1 stay as they are.
  static func decoded(_ text: String) -> String {
    // Few names have any.
    if !text.utf8.contains(UInt8(ascii: "=")) { return text }
    // Between two encoded words a blank means nothing.
    return text.replacing(/\?=\s+=\?/, with: "?==?").replacing(/=\?([^?]+)\?([qQbB])\?([^?]*)\?=/) { match in
      let (_, charset, encoding, word) = match.output
      guard let bytes = encoding.lowercased() == "q" ? quoted(word) : base64(word) else { return String(match.0) }
      switch charset.lowercased() {
      case "utf-8", "us-ascii", "ascii": return String(decoding: bytes, as: UTF8.self)
      case "iso-8859-1": return String(decoding: bytes.map(UInt16.init), as: UTF16.self)
      default: return String(match.0)
      }
    }
  }

  /// `=C3=BC` and `_` for a blank.
  private static func quoted(_ word: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = word.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "_"): bytes.append(Byte.space)
      case UInt8(ascii: "="):
        guard let own = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
        bytes.append(own)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  private static func base64(_ word: Substring) -> [UInt8]? { Data(base64Encoded: String(word)).map(Array.init) }
}

/// Times as mail writes them: `Mon, 5 Jan 2026 10:00:00 +0000 (UTC)`, the weekday and the seconds as they like.
enum MailDate {
  static func parse(_ text: String) -> Timestamp? {
    var parts = text.utf8.prefix { $0 != UInt8(ascii: "(") }.split { Bytes.isBlank($0) || $0 == Byte.comma }
      .map { Substring($0) }
    if parts.first?.first?.isLetter == true { parts.removeFirst() }
    guard parts.count >= 4, let day = Int64(parts[0]), var year = Int64(parts[2]), (0..<10_000).contains(year) else {
      return nil
    }
    // Of two digits, those below fifty are of this century (RFC 5322, 4.3).
    if parts[2].utf8.count < 4 { year += year < 50 ? 2000 : 1900 }
    guard let month = read(parts[1], { $0.monthName() }), let time = read(parts[3], { $0.clock() }),
      let days = TimeText.days(year: year, month: month, day: day), let zone = parts.count > 4 ? zone(parts[4]) : 0
    else { return nil }
    return Timestamp(milliseconds: days * 86_400_000 + time - zone)
  }

  private static func read(_ text: Substring, _ part: (inout TimeCursor) -> Int64?) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer {
      var cursor = TimeCursor($0)
      return part(&cursor)
    }
  }

  /// Milliseconds ahead of UTC: `+0100`, or one of the names that mail of old has; any other name is UTC.
  private static func zone(_ text: Substring) -> Int64? {
    let names: [String: Int64] = [
      "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    ]
    guard let sign = text.first, sign == "+" || sign == "-" else { return (names[text.uppercased()] ?? 0) * 3_600_000 }
    guard let number = Int64(text.dropFirst()), number < 10_000 else { return nil }
    return (number / 100 * 60 + number % 100) * (sign == "-" ? -60_000 : 60_000)
  }
}
