import ReparteeGraph

/// Questions, answers and comments of Stack Exchange, as its data dump holds them: `Posts.xml`, `Comments.xml`, and the names
/// of `Users.xml`.
///
/// - A question is the first post; an answer answers it (`ParentId`), and a comment the post that it is below (`PostId`).
///   Comments number from 1 as posts do, so theirs have `comment/` before.
/// - An account is its `OwnerUserId` or `UserId`; somebody without one (`OwnerDisplayName`) is known by that name, and -1 is
///   the site itself. Tag wikis and the like are ignored.
/// - `AnswerCount` counts answers and `CommentCount` comments: together the direct replies.
/// - A dump does not say of which site it is, and each site numbers from 1: the name of the folder that its files lie in keeps
///   sites apart, as in `cooking/5`, unless a platform is given.
///
/// The text is never kept. Reference: Stack Exchange's data dump, readme.
struct StackExchange: FileFormat {
  let name = "stackexchange"
  let summary = "Stack Exchange's data dump: Posts.xml, Comments.xml and Users.xml"
  let platform: String? = "stackexchange"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return .none }
      let start = String(decoding: bytes.prefix(1 << 12), as: UTF8.self)
      let isPosts = start.contains("<posts>") && start.contains("PostTypeId=")
      let isComments = start.contains("<comments>") && start.contains("PostId=")
      let isUsers = start.contains("<users>") && start.contains("DisplayName=")
      return isPosts || isComments || isUsers ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(
      encoding: XMLRows.encoding(of: sample), site: options.platform == nil ? StackExchange.site(of: sample.path) : nil)
  }

  /// The folder of a file that is called as a dump calls it.
  private static func site(of path: String) -> String? {
    let parts = path.split(whereSeparator: { $0 == "/" || $0 == ":" })
    let name = parts.last.map { $0.prefix { $0 != "." }.lowercased() } ?? ""
    guard ["posts", "comments", "users"].contains(name), parts.count > 1 else { return nil }
    let folder = String(parts[parts.count - 2])
    return folder == "." || folder == ".." ? nil : folder
  }

  private struct Reader: BlockReader {
    let encoding: String?
    let site: String?
    var rows: RowDivision { .elements(["row"]) }

    /// An id, with its site's name where there may be others.
    private func id(_ id: ExternalID) -> ExternalID { site.map { .text("\($0)/\(id)") } ?? id }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      XMLRows(elements: XMLElements(names: ["row"]), encoding: encoding).forEach(in: block, into: &batch) {
        row, batch in
        append(row, to: &batch).map { [$0] } ?? []
      }
    }

    private func append(_ row: XMLNode, to batch: inout RecordBatch) -> String? {
      guard let number = row.id("Id") else { return "expected a <row> with Id" }
      guard let time = row.withAttribute("CreationDate", { TimeText.parse($0) }) ?? nil else {
        if let name = row.attribute("DisplayName") { return append(account: number, name: name, to: &batch) }
        return "CreationDate: expected a time like “2014-05-13T23:58:30.457”"
      }
      if let name = row.attribute("DisplayName") { return append(account: number, name: name, to: &batch) }
      if let post = row.id("PostId") {
        let author = account(row, id: "UserId", name: "UserDisplayName", seen: time, to: &batch)
        batch.platforms[0].posts.append(
          PostRecord(
            id: id(.text("comment/\(number)")), author: author, parent: id(post), time: time, kind: .reply))
        return nil
      }
      guard let type = row.attribute("PostTypeId") else { return "expected a <row> with PostTypeId or PostId" }
      guard type == "1" || type == "2" else {
        batch.ignored["tag wikis and other posts that nobody answers", default: 0] += 1
        return nil
      }
      let author = account(row, id: "OwnerUserId", name: "OwnerDisplayName", seen: time, to: &batch)
      let parent = type == "2" ? row.id("ParentId").map { id($0) } : nil
      if type == "2", parent == nil { return "expected an answer with ParentId" }
      batch.platforms[0].posts.append(
        PostRecord(
          id: id(number), author: author, parent: parent, conversation: parent ?? id(number), time: time,
          kind: parent == nil ? .post : .reply))
      let counts = ["AnswerCount", "CommentCount"].compactMap { row.attribute(named: $0).flatMap { Int64($0) } }
      let replies = counts.reduce(0, +)
      if replies > 0 { batch.platforms[0].replyCounts.append(ReplyCountRecord(post: id(number), replies: replies)) }
      if batch.platforms[0].text.contains(.hashtags), let tags = row.attribute("Tags") {
        for tag in tags.split(whereSeparator: { "<>|".contains($0) }) {
          batch.platforms[0].append(hashtag: String(tag), of: id(number))
        }
      }
      return nil
    }

    private func account(
      _ row: XMLNode, id: StaticString, name: StaticString, seen: Timestamp, to batch: inout RecordBatch
    ) -> ExternalID? {
      let shown = row.attribute(name)
      guard let number = row.id(id) ?? shown.map({ ExternalID.text("name/\($0)") }), number != .text("-1") else {
        return nil
      }
      let account = self.id(number)
      batch.platforms[0].accounts.append(AccountRecord(id: account, name: shown, seen: seen))
      return account
    }

    /// Appends what `Users.xml` says of an account; -1 is the site itself.
    private func append(account number: ExternalID, name: String, to batch: inout RecordBatch) -> String? {
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      if number != .text("-1") { batch.platforms[0].accounts.append(AccountRecord(id: id(number), name: name)) }
      return nil
    }
  }
}
