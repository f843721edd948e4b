/// One invented conversation as the exports of chats, forums and video platforms write it: Ann posts, Ben answers her, she
/// answers him, Cat answers her post.
enum Exports {
  static let telegram = """
    {"name":"Ward","type":"private_group","id":5,"messages":[
    {"id":1,"type":"service","date":"2024-01-01T00:00:00","actor":"Ann","action":"create_group"},
    {"id":2,"type":"message","date":"2024-01-01T00:01:00","date_unixtime":"1700000060","from":"Ann","from_id":"userann","text":"t"},
    {"id":3,"type":"message","date":"2024-01-01T00:02:00","date_unixtime":"1700000120","from":"Ben","from_id":"userben",
    "reply_to_message_id":2,"text":["a",{"type":"link","text":"b"}]},
    {"id":4,"type":"message","date":"2024-01-01T00:03:00","date_unixtime":"1700000180","from":"Ann","from_id":"userann",
    "reply_to_message_id":3,"text":"t"},
    {"id":5,"type":"message","date":"2024-01-01T00:04:00","date_unixtime":"1700000240","from":"Cat","from_id":"usercat",
    "reply_to_message_id":2,"text":"t"}]}
    """

  private static func discord(_ id: Int, _ author: String, _ answered: Int?) -> String {
    let reference = answered.map { ",\"reference\":{\"messageId\":\"\($0)\",\"channelId\":\"9\"}" } ?? ""
    return
      "{\"id\":\"\(id)\",\"type\":\"\(answered == nil ? "Default" : "Reply")\",\"timestamp\":\"2024-01-01T00:0\(id):00Z\","
      + "\"author\":{\"id\":\"\(author)\",\"name\":\"\(author)\"},\"mentions\":[]\(reference)}"
  }

  static let discord =
    "{\"guild\":{\"id\":\"1\"},\"channel\":{\"id\":\"9\",\"name\":\"general\"},\"messages\":["
    + [discord(1, "ann", nil), discord(2, "ben", 1), discord(3, "ann", 2), discord(4, "cat", 1)].joined(
      separator: ",\n")
    + ",\n{\"id\":\"5\",\"type\":\"GuildMemberJoin\",\"timestamp\":\"2024-01-01T00:05:00Z\"}]}\n"

  private static func slack(_ minute: Int, _ user: String, _ text: String) -> String {
    "{\"type\":\"message\",\"user\":\"\(user)\",\"ts\":\"\(1_700_000_000 + minute * 60).000100\",\"thread_ts\":\"1700000060.000100\",\"text\":\"\(text)\"}"
  }

  /// A thread keeps one level: whoever is mentioned is answered.
  static let slack =
    "["
    + [slack(1, "ann", "q"), slack(2, "ben", "a"), slack(3, "ann", "<@ben> b"), slack(4, "cat", "c")].joined(
      separator: ",\n")
    + ",\n{\"type\":\"message\",\"subtype\":\"channel_join\",\"user\":\"dan\",\"ts\":\"1700000300.000100\"}]\n"

  private static func lemmy(_ id: Int, _ author: String, _ path: String) -> String {
    "{\"comment\":{\"id\":\(id),\"post_id\":50,\"path\":\"\(path)\",\"published\":\"2024-01-01T00:0\(id + 1):00.123456Z\"},"
      + "\"creator\":{\"id\":1,\"name\":\"\(author)\",\"actor_id\":\"https://l.example/u/\(author)\"}}"
  }

  static let lemmy =
    "{\"posts\":[{\"post\":{\"id\":50,\"creator_id\":1,\"published\":\"2024-01-01T00:00:00Z\"},\"creator\":{\"name\":\"ann\"},"
    + "\"counts\":{\"comments\":3}}],\n\"comments\":["
    + [lemmy(1, "ben", "0.1"), lemmy(2, "ann", "0.1.2"), lemmy(3, "cat", "0.3")].joined(separator: ",\n") + "]}\n"

  static let gitHub = """
    {"data":{"repository":{"discussion":{"id":"D1","author":{"login":"ann"},"createdAt":"2024-01-01T00:00:00Z",
    "comments":{"totalCount":2,"nodes":[{"id":"C1","author":{"login":"ben"},"createdAt":"2024-01-01T01:00:00Z",
    "replies":{"nodes":[{"id":"C2","author":{"login":"ann"},"createdAt":"2024-01-01T02:00:00Z"}]}},
    {"id":"C3","author":{"login":"cat"},"createdAt":"2024-01-01T03:00:00Z","replies":{"nodes":[]}}]}}}}}
    """

  static let stackExchange = """
    <?xml version="1.0" encoding="utf-8"?>
    <posts>
      <row Id="1" PostTypeId="1" CreationDate="2014-05-13T23:58:30.457" OwnerUserId="10" AnswerCount="2" Tags="&lt;ml&gt;" />
      <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2014-05-14T00:11:06.457" OwnerUserId="11" Body="a" />
      <row Id="1" PostId="2" CreationDate="2014-05-14T01:11:06.457" UserId="10" Text="t" />
      <row Id="4" PostTypeId="2" ParentId="1" CreationDate="2014-05-14T02:11:06.457" OwnerUserId="12" />
      <row Id="5" PostTypeId="4" CreationDate="2014-05-14T02:11:06.457" />
    </posts>
    """

  private static func item(_ id: Int, _ author: String, _ parent: Int?) -> String {
    "{\"id\":\(id),\"by\":\"\(author)\",\"time\":\(1_700_000_000 + id * 60),\"type\":\"\(parent == nil ? "story" : "comment")\""
      + (parent.map { ",\"parent\":\($0)" } ?? ",\"descendants\":3") + "}\n"
  }

  static let hackerNews = item(1, "ann", nil) + item(2, "ben", 1) + item(3, "ann", 2) + item(4, "cat", 1)

  private static func disqus(_ id: Int, _ author: String, _ parent: Int?) -> String {
    "<post dsq:id=\"\(id)\"><message><![CDATA[<thread>]]></message><createdAt>2024-01-01T00:0\(id):00Z</createdAt>"
      + "<isDeleted>false</isDeleted><author><email>x@y.example</email><name>\(author)</name><username>\(author)</username>"
      + "</author><thread dsq:id=\"7\"/>" + (parent.map { "<parent dsq:id=\"\($0)\"/>" } ?? "") + "</post>\n"
  }

  static let disqus =
    "<?xml version=\"1.0\"?>\n<disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\">\n"
    + "<thread dsq:id=\"7\"><link>https://b.example/1</link><createdAt>2024-01-01T00:00:00Z</createdAt>"
    + "<author><name>Ann</name><username>ann</username></author></thread>\n"
    + disqus(1, "ben", nil) + disqus(2, "ann", 1) + disqus(3, "cat", nil) + "</disqus>\n"

  /// A message of a mailing list, with the line before it.
  static func message(
    _ id: Int, from author: String, answers: [Int] = [], date: String = "Mon, 5 Jan 2026 10:00:00 +0000"
  )
    -> String
  {
    let references = answers.map { "<\($0)@list.example>" }
    return "From \(id)  Mon Jan  5 10:00:00 2026\nFrom: \(author)\nDate: \(date)\nMessage-ID: <\(id)@list.example>\n"
      + (references.last.map { "In-Reply-To: \($0)\nReferences: \(references.joined(separator: "\n\t"))\n" } ?? "")
      + "Subject: Care\n\nFrom here on nothing is read at 10:00.\n"
  }

  static let mbox = [
    message(1, from: "Ann <ann@a.example>", date: "Thu, 1 Jan 1970 01:01:00 +0100"),
    message(2, from: "ben at b.example (Ben)", answers: [1], date: "1 Jan 1970 00:02 GMT"),
    message(3, from: "ANN@a.example", answers: [1, 2], date: "Thu, 01 Jan 1970 00:03:00 +0000 (UTC)"),
    message(4, from: "=?utf-8?q?Cat=C3=A9?= <cat@c.example>", answers: [1], date: "Wed, 31 Dec 1969 19:04:00 EST"),
  ].joined(separator: "\n")

  static let instaloader = """
    [{"id":1,"created_at":1700000060,"text":"q","owner":{"id":"10","username":"ann"},"answers":[
    {"id":2,"created_at":1700000120,"text":"a","owner":{"id":"11","username":"ben"}},
    {"id":3,"created_at":1700000180,"text":"@ben b","owner":{"id":"10","username":"ann"}},
    {"id":4,"created_at":1700000240,"text":"c","owner":{"id":"12","username":"cat"}}]}]
    """

  static let youTubeDownloader = """
    [{"cid":"Ug","author":"@ann","channel":"UCann","time_parsed":1700000060.0,"text":"q"},
    {"cid":"Ug.1","author":"@ben","channel":"UCben","time_parsed":1700000120.0,"text":"a"},
    {"cid":"Ug.2","author":"@ann","channel":"UCann","time_parsed":1700000180.0,"text":"@ben b"},
    {"cid":"Ug.3","author":"@cat","channel":"UCcat","time_parsed":1700000240.0,"text":"c"}]
    """

  private static func tikTok(_ id: Int, _ author: String, _ parent: Int, _ inner: Int) -> String {
    "{\"nav_index\":\"1\",\"item_id\":\"c\(id)\",\"source_platform\":\"tiktok-comments\",\"data\":{\"cid\":\"\(id)\","
      + "\"aweme_id\":\"72\",\"create_time\":\(1_700_000_000 + id * 60),\"reply_id\":\"\(parent)\",\"reply_to_reply_id\":\"\(inner)\","
      + "\"user\":{\"uid\":\"u\(author)\",\"unique_id\":\"\(author)\"}}}\n"
  }

  static let zeeschuimer =
    tikTok(1, "ann", 0, 0) + tikTok(2, "ben", 1, 0) + tikTok(3, "ann", 1, 2) + tikTok(4, "cat", 1, 0)
}
