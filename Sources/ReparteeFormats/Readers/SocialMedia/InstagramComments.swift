import ReparteeGraph

/// Comments of Instagram: those below a post as Instaloader saves them, and those that an account wrote, as its own archive
/// holds them, with who follows it and whom it follows.
///
/// - Instaloader's comments have `owner` and `answers`, which are flat branches; the post that they are below is not named,
///   so that each first comment begins a conversation. Somebody mentioned at the beginning is whom an answer answers.
/// - An export's `post_comments_1.json` and `reels_comments.json` say below whose post its owner commented, and when, and not
///   below which: each is a reply of the owner to that account. Until 2022 that account was the `title` of the comment. The
///   account's name is in the export's `personal_information.json`.
///
/// - An export's `followers_1.json` is a list of accounts that follow its owner, `following.json` those that the owner follows.
///
/// The text is never kept, which exports write as UTF-8 of which each byte is a character. Reference: Instaloader's
/// documentation, `--comments`; Instagram's “Download your information”.
struct InstagramComments: JSONFormat {
  let name = "instagram-comments"
  let summary = "comments of Instagram: by Instaloader, or an export's own, with its owner's name"
  let platform: String? = "instagram"
  let marks = [
    [#""answers":"#, #""owner":"#], [#""string_map_data":"#, #""Media Owner":"#], [#""comments_media_comments""#],
    [#""string_list_data""#, #"instagram.com/"#],
  ]
  let readsWholeArrays = true
  /// Whose export it is.
  var owner: ExternalID?

  private static func isComment(_ value: JSONValue) -> Bool {
    value["owner"]?["username"] != nil && value["created_at"] != nil && value["answers"]?.isArray == true
  }

  private static func isArchived(_ value: JSONValue) -> Bool {
    value["string_map_data"]?["Media Owner"] != nil || value["string_map_data"]?["Comment"] != nil
  }

  /// The comments of an export that are in a list of a name.
  private static func list(in value: JSONValue) -> JSONValue? {
    value["comments_reels_comments"] ?? value["comments_media_comments"]
  }

  /// The account that an entry of a list of followers is about, and since when.
  private static func followed(_ row: JSONValue) -> (id: ExternalID, since: Timestamp?)? {
    guard row["string_map_data"] == nil, let entry = row["string_list_data"]?.compactMap({ $0 }).first,
      let address = entry["href"]?.string, let start = address.firstRange(of: "instagram.com/")
    else { return nil }
    // Of late the name is the title, or only in the address.
    let name = address[start.upperBound...].split(separator: "/").last { $0 != "_u" }
    return (entry["value"]?.id ?? row["title"]?.id ?? name.map { ExternalID(String($0)) }).map {
      ($0, entry["timestamp"]?.time)
    }
  }

  func confidence(of value: JSONValue) -> Confidence {
    if InstagramComments.followed(value) != nil { return .certain }
    if value["relationships_following"]?.isArray == true { return .certain }
    if InstagramComments.isComment(value) || InstagramComments.isArchived(value) { return .certain }
    return InstagramComments.list(in: value)?.isArray == true ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.owner = options.owner.map { ExternalID(String($0.drop { $0 == "@" })) }
    let text = String(decoding: sample.bytes, as: UTF8.self)
    let isExport = ["string_map_data", "string_list_data", "comments_media_comments"].contains {
      text.contains("\"\($0)\"")
    }
    if isExport, format.owner == nil {
      throw .missingSetting(
        path: sample.path, setting: .owner,
        remedy: "the file does not say whose it is; give the account's name, which is in the export's "
          + "personal_information.json")
    }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var rows: [JSONValue] = []
    var reasons: [String] = []
    if value.isArray {
      value.forEachElement { rows.append($0) }
    } else if let following = value["relationships_following"] {
      following.forEachElement { row in
        if let reason = append(followed: row, byOwner: true, to: &batch) { reasons.append(reason) }
      }
      return reasons
    } else if let list = InstagramComments.list(in: value) {
      list.forEachElement { rows.append($0) }
    } else {
      rows = [value]
    }
    var branches = CommentBranches()
    for row in rows {
      if InstagramComments.followed(row) != nil {
        if let reason = append(followed: row, byOwner: false, to: &batch) { reasons.append(reason) }
      } else if row["string_map_data"] != nil || row["string_list_data"] != nil {
        if let reason = append(archived: row, to: &batch) { reasons.append(reason) }
      } else {
        add(row, parent: nil, to: &branches, &reasons)
        row["answers"]?.forEachElement { add($0, parent: row["id"]?.id, to: &branches, &reasons) }
      }
    }
    branches.append(to: &batch.platforms[0])
    return reasons
  }

  private func add(
    _ comment: JSONValue, parent: ExternalID?, to branches: inout CommentBranches, _ reasons: inout [String]
  ) {
    guard let id = comment["id"]?.id, let time = comment["created_at"]?.time ?? comment["created_at_utc"]?.time else {
      reasons.append("expected a comment with “id” and “created_at”")
      return
    }
    let owner = comment["owner"]
    branches.add(
      CommentBranches.Comment(
        id: id, author: owner?["id"]?.id ?? owner?["username"]?.id,
        name: owner?["username"]?.string.map { "@" + $0 }, text: comment["text"]?.utf8, parent: parent,
        video: nil, channel: nil, time: time))
  }

  private func append(followed row: JSONValue, byOwner: Bool, to batch: inout RecordBatch) -> String? {
    guard let owner else { return "a list of followers does not say whose it is: give its owner" }
    guard let other = InstagramComments.followed(row) else { return "expected an account with “string_list_data”" }
    batch.platforms[0].accounts.append(
      AccountRecord(id: other.id, handle: "\(other.id)", seen: other.since))
    batch.platforms[0].follows.append(follower: byOwner ? owner : other.id, followed: byOwner ? other.id : owner)
    return nil
  }

  private func append(archived row: JSONValue, to batch: inout RecordBatch) -> String? {
    guard let owner else { return "a comment of an export does not say whose it is: give its owner" }
    let data = row["string_map_data"]
    var time = data?["Time"]?["timestamp"]?.time
    row["string_list_data"]?.forEachElement { time = time ?? $0["timestamp"]?.time }
    guard let target = data?["Media Owner"]?["value"]?.id ?? (data == nil ? row["title"]?.id : nil) else {
      batch.ignored["comments that do not say below whose post", default: 0] += 1
      return nil
    }
    batch.platforms[0].interactions.append(
      InteractionRecord(kind: .reply, actor: owner, target: target, time: time))
    return nil
  }
}
