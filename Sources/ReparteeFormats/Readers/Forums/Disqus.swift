import ReparteeGraph

/// Comments of Disqus, as its export holds them: threads, and posts below them.
///
/// - A thread is a page, and the first post of its conversation; a post answers `parent`, else its thread. What is deleted or
///   spam is ignored.
/// - An account is its `username`; a guest is known by name, within the export. E-mail and IP addresses are dropped where
///   they are read.
///
/// The text is never kept. Reference: Disqus, “Comments export”.
struct Disqus: FileFormat {
  let name = "disqus"
  let summary = "a Disqus export (XML)"
  let platform: String? = "disqus"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return .none }
      return String(decoding: bytes.prefix(1 << 12), as: UTF8.self).contains("<disqus") ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(encoding: XMLRows.encoding(of: sample))
  }

  private struct Reader: BlockReader {
    let encoding: String?
    var rows: RowDivision { .elements(["thread", "post"]) }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      let elements = XMLElements(names: ["thread", "post"])
      let dropped: [StaticString] = ["message", "email", "ipAddress", "title"]
      XMLRows(elements: elements, dropped: dropped, encoding: encoding).forEach(in: block, into: &batch) {
        node, batch in
        Reader.append(node, to: &batch).map { [$0] } ?? []
      }
    }

    private static func append(_ node: XMLNode, to batch: inout RecordBatch) -> String? {
      guard let number = node.attribute("id") else { return "expected a thread or a post with dsq:id" }
      guard var created = node.text(of: "createdAt") else { return "expected a thread or a post with <createdAt>" }
      guard let time = created.withUTF8({ TimeText.parse($0) }) else { return "createdAt: expected an ISO 8601 time" }
      let author = account(node["author"], seen: time, to: &batch)
      if node.isNamed("thread") {
        batch.platforms[0].posts.append(PostRecord(id: .text("thread/\(number)"), author: author, time: time))
        return nil
      }
      if node.text(of: "isDeleted") == "true" || node.text(of: "isSpam") == "true" {
        batch.ignored["posts that are deleted or spam", default: 0] += 1
        return nil
      }
      let thread = node["thread"]?.attribute("id").map { ExternalID.text("thread/\($0)") }
      let parent = node["parent"]?.attribute("id").map { ExternalID($0) } ?? thread
      batch.platforms[0].posts.append(
        PostRecord(
          id: ExternalID(number), author: author, parent: parent, conversation: thread, time: time,
          kind: parent == nil ? .post : .reply))
      return nil
    }

    private static func account(_ node: XMLNode?, seen: Timestamp, to batch: inout RecordBatch) -> ExternalID? {
      let (user, name) = (node?.text(of: "username"), node?.text(of: "name"))
      guard let id = user.map({ ExternalID($0) }) ?? name.map({ ExternalID.text("guest/\($0.lowercased())") }) else {
        return nil
      }
      batch.platforms[0].accounts.append(AccountRecord(id: id, handle: user, name: name, seen: seen))
      return id
    }
  }
}
