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
        "number", "no",
      ]
    ),
    (
      "author",
      [
        "authorid", "userid", "accountid", "senderid", "author", "user", "username", "screenname", "handle", "account",
        "sender", "speaker", "poster", "sentby", "postedby", "createdby", "writtenby", "from", "authorhandle", "name",
      ]
    ),
    (
      "parent",
      [
        "parentid", "inreplytoid", "inreplytostatusid", "replytoid", "inreplyto", "replyto", "parent", "answers",
        "parenturl",
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
    ("handle", ["screenname", "username", "handle", "authorhandle", "author"]),
    ("name", ["displayname", "fullname", "authorname", "name"]),
    ("followers", ["followerscount", "followercount", "followers", "authorfollowers", "subscribercount"]),
    ("mentions", ["mentions", "mentioned", "mentionedauthors"]),
    ("channel", ["subreddit", "channel", "forum", "category", "group"]),
  ]

  /// A draft for a file of this shape.
  package init(for shape: FileShape) {
    // A path's last keys say it as well as a header does: user.id, id.
    let alike = [Int.max, 2, 1].map { keys in Dictionary(grouping: shape.names) { Self.plain($0, last: keys) } }
    var used: Set<String> = []
    var lines: [String] = []
    for (field, names) in Self.usual {
      let found = alike.lazy.compactMap { columns in
        names.lazy.compactMap { columns[$0]?.first { !used.contains($0) } }.first
      }.first
      guard let column = found else {
        if field == "author" { lines.append("  author: …  # who wrote it; it has to be there") }
        if field == "parent" { lines.append("  # parent: …  # the id of what it answers") }
        continue
      }
      used.insert(column)
      lines.append("  \(field): \(YAMLText.quoted(column))")
    }
    let left = shape.names.filter { !used.contains($0) }
    let rest = SafeText.withoutControls(left.prefix(40).joined(separator: ", ")) + (left.count > 40 ? ", …" : "")
    text = """
      # A mapping to start from: correct what is guessed, then say --mapping and this file's name.
      reads: \(shape.reads.rawValue)
      # platform: x
      # time: dd/MM/yyyy HH:mm  # where times are not ISO 8601 or Unix seconds
      # zone: Europe/London
      posts:
      \(lines.joined(separator: "\n"))
      # Not used: \(rest.isEmpty ? "nothing is left" : rest)

      """
  }

  private static func plain(_ name: String, last keys: Int) -> String {
    String(name.lowercased().split(separator: ".").suffix(keys).joined().filter { $0.isLetter || $0.isNumber })
  }
}
