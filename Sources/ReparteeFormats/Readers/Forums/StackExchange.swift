import ReparteeGraph

/// Questions, answers and comments of Stack Exchange, as its data dump holds them: `Posts.xml` and `Comments.xml`.
///
/// - A question is the first post; an answer answers it (`ParentId`), and a comment the post that it is below (`PostId`).
///   Comments number from 1 as posts do, so theirs have `comment/` before.
/// - An account is its `OwnerUserId` or `UserId`; somebody without one (`OwnerDisplayName`) is known by that name, and -1 is
///   the site itself. Tag wikis and the like are ignored.
/// - `AnswerCount` counts answers and `CommentCount` comments: together the direct replies.
/// - A dump does not say of which site it is: where several meet in one store, a platform given for each keeps them apart.
///
/// The text is never kept. Reference: Stack Exchange's data dump, readme.
struct StackExchange: FileFormat {
  let name = "stackexchange"
  let summary = "Stack Exchange's data dump: Posts.xml and Comments.xml"
  let platform: String? = "stackexchange"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return .none }
      let start = String(decoding: bytes.prefix(1 << 12), as: UTF8.self)
      let isPosts = start.contains("<posts>") && start.contains("PostTypeId=")
      let isComments = start.contains("<comments>") && start.contains("PostId=")
      return isPosts || isComments ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(encoding: XMLRows.encoding(of: sample))
  }

  private struct Reader: BlockReader {
    let encoding: String?
    var rows: RowDivision { .elements(["row"]) }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      XMLRows(elements: XMLElements(names: ["row"]), encoding: encoding).forEach(in: block, into: &batch) {
        row, batch in
        Reader.append(row, to: &batch).map { [$0] } ?? []
      }
    }

    private static func append(_ row: XMLNode, to batch: inout RecordBatch) -> String? {
      guard let number = row.id("Id") else { return "expected a <row> with Id" }
      guard let time = row.withAttribute("CreationDate", { TimeText.parse($0) }) ?? nil else {
        return "CreationDate: expected a time like “2014-05-13T23:58:30.457”"
      }
      if let post = row.id("PostId") {
        let author = account(row, id: "UserId", name: "UserDisplayName", seen: time, to: &batch)
        batch.platforms[0].posts.append(
          PostRecord(id: .text("comment/\(number)"), author: author, parent: post, time: time, kind: .reply))
        return nil
      }
      guard let type = row.attribute("PostTypeId") else { return "expected a <row> with PostTypeId or PostId" }
      guard type == "1" || type == "2" else {
        batch.ignored["tag wikis and other posts that nobody answers", default: 0] += 1
        return nil
      }
      let author = account(row, id: "OwnerUserId", name: "OwnerDisplayName", seen: time, to: &batch)
      let parent = type == "2" ? row.id("ParentId") : nil
      if type == "2", parent == nil { return "expected an answer with ParentId" }
      batch.platforms[0].posts.append(
        PostRecord(
          id: number, author: author, parent: parent, conversation: parent ?? number, time: time,
          kind: parent == nil ? .post : .reply))
      let counts = ["AnswerCount", "CommentCount"].compactMap { row.attribute(named: $0).flatMap { Int64($0) } }
      let replies = counts.reduce(0, +)
      if replies > 0 { batch.platforms[0].replyCounts.append(ReplyCountRecord(post: number, replies: replies)) }
      if batch.platforms[0].text.contains(.hashtags), let tags = row.attribute("Tags") {
        for tag in tags.split(whereSeparator: { "<>|".contains($0) }) {
          batch.platforms[0].append(hashtag: String(tag), of: number)
        }
      }
      return nil
    }

    private static func account(
      _ row: XMLNode, id: StaticString, name: StaticString, seen: Timestamp, to batch: inout RecordBatch
    ) -> ExternalID? {
      let shown = row.attribute(name)
      guard let id = row.id(id) ?? shown.map({ ExternalID.text("name/\($0)") }), id != .text("-1") else { return nil }
      batch.platforms[0].accounts.append(AccountRecord(id: id, name: shown, seen: seen))
      return id
    }
  }
}
