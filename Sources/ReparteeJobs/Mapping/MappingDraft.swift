import ReparteeFormats

/// A mapping to start from: what the names of a file's columns or keys suggest, and the names that are left.
package struct MappingDraft {
  /// The mapping file's text; it can be read as it is where an author was found.
  package let text: String

  /// Field → what its column is usually called, the likeliest first; letters and digits only, in lower case.
  private static let usual: [(field: String, names: [String])] = [
    (
      "id",
      [
        "id", "postid", "tweetid", "statusid", "messageid", "commentid", "uri", "url", "permalink", "link", "messageno",
        "number", "no", "cid",
      ]
    ),
    (
      "author",
      [
        "authorid", "userid", "accountid", "senderid", "author", "user", "username", "screenname", "handle", "account",
        "sender", "speaker", "poster", "sentby", "postedby", "createdby", "writtenby", "from", "authorhandle", "name",
        "writer", "creator", "login", "nickname", "nick", "by", "uid", "uniqueid", "ownerid", "ownerusername",
        "authorchannelid",
      ]
    ),
    (
      "parent",
      [
        "parentid", "inreplytoid", "inreplytostatusid", "replytoid", "inreplyto", "replyto", "parent", "answers",
        "parenturl", "inreplytotweetid", "inreplytopostid", "replytomessageid", "replytomsgid", "replytopostid",
        "replyid", "repliestoid",
      ]
    ),
    ("conversation", ["conversationid", "threadid", "topicid", "discussionid", "conversation", "thread", "topic"]),
    (
      "time",
      [
        "createdat", "timestamp", "publishedat", "postedat", "sentat", "createdutc", "datetime", "time", "date",
        "created", "published", "ts",
      ]
    ),
    ("handle", ["screenname", "username", "handle", "authorhandle", "uniqueid", "ownerusername", "author"]),
    ("name", ["displayname", "fullname", "authorname", "name"]),
    ("followers", ["followerscount", "followercount", "followers", "authorfollowers", "subscribercount"]),
    ("mentions", ["mentions", "mentioned", "mentionedauthors"]),
    ("channel", ["subreddit", "channel", "forum", "category", "group"]),
  ]

  /// A draft for a file of this shape.
  package init(for shape: FileShape) {
    // A path's last keys say it as well as a header does: user.id, id.
    let names = shape.names.filter { !shape.lists.contains($0) }
    let alike = [Int.max, 2, 1].map { keys in Dictionary(grouping: names) { Self.plain($0, last: keys) } }
    let references = Self.parents(among: shape.references)
    let isJSON = shape.reads == .json
    var used: Set<String> = []
    var lines: [String] = []
    for (field, names) in Self.usual {
      let found = alike.lazy.compactMap { columns in
        names.lazy.compactMap { columns[$0]?.first { !used.contains($0) && !(field == "handle" && Self.isName($0)) } }
          .first
      }.first
      var column = found
      // What the values show goes before what a name suggests.
      if field == "id", let key = references.first?.of, !used.contains(key) { column = key }
      var after: String?
      if field == "parent", let reference = references.first(where: { !used.contains($0.name) }) {
        column = reference.name
        after = reference.after
      }
      if field == "time", let time = column, !shape.times.isEmpty, !shape.times.contains(time) { column = nil }
      if field == "author", column == nil { column = shape.people.first { !used.contains($0) } }
      if field == "time", column == nil { column = shape.times.first { !used.contains($0) } }
      guard let column else {
        if field == "id", isJSON { lines.append("  id: …  # its own id; it has to be there, and none was found") }
        if field == "author" { lines.append("  author: …  # who wrote it; it has to be there, and none was found") }
        if field == "parent" { lines.append("  # parent: …  # the id of what it answers; none was found") }
        if field == "time" { lines.append("  # time: …  # when; none was found") }
        continue
      }
      used.insert(column)
      let isSparse =
        isJSON && ["parent", "handle", "name", "followers", "mentions", "channel", "conversation"].contains(field)
      let parts =
        ["\(isJSON ? "path" : "column"): \(YAMLText.quoted(column))"]
        + (after.map { ["after: \(YAMLText.quoted($0))"] } ?? []) + (isSparse ? ["optional: yes"] : [])
      lines.append(
        "  \(field): " + (parts.count > 1 ? "{\(parts.joined(separator: ", "))}" : YAMLText.quoted(column)))
    }
    let items = shape.items.isEmpty ? "" : "\nitems: \(YAMLText.quoted(shape.items.joined(separator: ".")))"
    let left = shape.names.filter { !used.contains($0) }
    let rest = SafeText.withoutControls(left.prefix(40).joined(separator: ", ")) + (left.count > 40 ? ", …" : "")
    text = """
      # A mapping to start from: correct what is guessed, then say --mapping and this file's name.
      reads: \(shape.reads.rawValue)\(items)
      # platform: x
      # time: dd/MM/yyyy HH:mm  # where times are not ISO 8601 or Unix seconds
      # zone: Europe/London
      posts:
      \(lines.joined(separator: "\n"))
      # Not used: \(rest.isEmpty ? "nothing is left" : rest)

      """
  }

  /// The columns whose values are those of another one that may be parents, by their names: those first that speak of a reply
  /// or a parent, and none that speaks of a conversation or a count, nor any whose values would be those of a parent.
  private static func parents(among references: [FileShape.Reference]) -> [FileShape.Reference] {
    func speaks(_ name: String, of words: [String]) -> Bool {
      let plain = plain(name, last: 1)
      return words.contains { plain.contains($0) }
    }
    let others = ["conversation", "thread", "topic", "discussion", "root", "count", "replies", "likes", "score"]
    let possible = references.filter {
      !speaks($0.name, of: others) && !speaks($0.of, of: ["reply", "parent"] + others)
    }
    let named = possible.filter { speaks($0.name, of: ["reply", "parent", "answer"]) }
    return named + possible.filter { reference in !named.contains { $0.name == reference.name } }
  }

  /// Whether the last key says that it is what somebody is called: the handle of `user.name` stands elsewhere.
  private static func isName(_ column: String) -> Bool { column.contains(".") && plain(column, last: 1) == "name" }

  /// A name's last keys, but for those that only say of which type a value is (`$oid` in exports of MongoDB).
  private static func plain(_ name: String, last keys: Int) -> String {
    let parts = name.lowercased().split(separator: ".").filter { !$0.hasPrefix("$") }
    return String(parts.suffix(keys).joined().filter { $0.isLetter || $0.isNumber })
  }
}
