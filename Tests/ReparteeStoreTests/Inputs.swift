import ReparteeFormats

/// Invented files that overlap and disagree.
enum Inputs {
  /// Posts on two platforms; post 3 is also in `overlapping`, where every field differs.
  static let posts = Input(
    name: "posts.csv",
    text: """
      id,author,parent,time,conversation,kind,platform,handle,name
      1,900,,2026-01-01T10:00:00Z,,,x,Ann,Ann A
      2,30,1,2026-01-01T10:05:00Z,1,,x,ben,
      3,900,2,2026-01-01T10:09:00Z,1,,x,Ann,Ann A
      4,30,3,2026-01-01T10:20:00Z,1,,x,,
      7,41,99,2026-01-01T11:00:00Z,77,,x,,
      1,zoe,,2026-01-02T10:00:00Z,,,mastodon,zoe@place,Zoe
      at://b,adam,1,2026-01-02T10:01:00Z,,,mastodon,,
      3,900,2,2026-01-01T10:09:00Z,1,,x,Ann,Ann A
      ,900,2,2026-01-01T10:09:00Z,1,,x,Ann,Ann A

      """)

  /// Its first account is a new one, so row ids differ with the order; authors and parents differ from `posts`.
  static let overlapping = Input(
    name: "overlapping.csv",
    text: """
      id,author,parent,time,conversation,kind,platform,handle,name
      8,5,3,2026-01-03T10:00:00Z,1,,x,carl,
      3,41,1,2026-01-01T10:08:00Z,1,,x,carol,
      2,30,1,2026-01-01T10:05:00Z,1,,x,Benny,Ben B
      7,41,99,2026-01-01T11:00:00Z,76,,x,,
      1,adam,,2026-01-02T09:00:00Z,,,mastodon,,

      """)

  static let follows = Input(
    name: "follows.csv",
    text: """
      follower,followed,platform
      5,900,x
      30,900,x
      900,30,x
      30,900,x
      900,900,x
      2000,30,x
      zoe,adam,mastodon
      new,zoe,mastodon

      """)

  static let moreFollows = Input(
    name: "more.csv", text: "follower,followed,platform\n41,900,x\n30,900,x\n1,900,x\nadam,zoe,mastodon\n")

  static let interactions = Input(
    name: "interactions.csv",
    text: """
      kind,actor,target,time,count
      reply,77,41,2026-01-05T09:00:00Z,1
      mention,77,41,2026-01-05T09:00:00Z,1
      mention,77,30,2026-01-05T09:00:00Z,1
      repost,41,77,2026-01-05T09:00:00Z,3
      reply,41,77,,1
      reply,77,41,2026-01-05T09:00:00Z,1

      """, options: ReadOptions(platform: "X"))

  static let roster = Input(
    name: "roster.csv",
    text: """
      platform,id,handle,kind,organisation,voice
      x,900,,person,Office,Ann of two places
      mastodon,,@ZOE@place ,,,Ann of two places
      x,,benny,channel,Office,
      x,,nobody,bot,,

      """)

  static let tweets = Input(
    name: "tweets.jsonl",
    text: [
      tweet(8, by: 5, "\"in_reply_to_status_id_str\":\"3\",\"in_reply_to_user_id_str\":\"900\""),
      tweet(9, by: 30, "\"retweeted_status\":\(tweet(1, by: 900))"),
      tweet(10, by: 30, "\"in_reply_to_user_id_str\":\"900\""),
      "{\"delete\":{\"status\":{\"id_str\":\"9\"}}}",
      tweet(11, by: 900, "\"quoted_status\":\(tweet(8, by: 5))"),
      tweet(12, by: 900, "\"in_reply_to_status_id_str\":\"98\",\"in_reply_to_user_id_str\":\"41\"").dropLast(9)
        .description,
    ].joined(separator: "\n"))

  static func tweet(_ id: Int, by author: Int, _ more: String = "") -> String {
    "{\"created_at\":\"Sat Jan 03 10:00:00 +0000 2026\",\"id_str\":\"\(id)\",\"user\":{\"id_str\":\"\(author)\","
      + "\"screen_name\":\"u\(author)\",\"name\":\"N\",\"followers_count\":\(author * 10)}"
      + (more.isEmpty ? "" : "," + more) + "}"
  }

  static let all = [posts, overlapping, follows, moreFollows, interactions, roster, tweets]
}
