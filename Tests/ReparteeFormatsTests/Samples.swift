import ReparteeGraph

@testable import ReparteeFormats

/// A small invented file of each format, and how many rows it has.
struct Sample: CustomStringConvertible, Sendable {
  let format: String
  let text: String
  let rows: Int
  var options = ReadOptions()

  var description: String { format }
  /// Its options, the format given.
  var named: ReadOptions {
    var named = options
    named.format = format
    return named
  }

  static let all: [Sample] = [
    Sample(format: "x-v1", text: tweets, rows: 6),
    Sample(format: "x-v1", text: "[\(tweets.split(separator: "\n").joined(separator: ",\n "))]\n", rows: 6),
    Sample(
      format: "x-v2",
      text: TweetsV2.page(
        data: [TweetsV2.tweet(2, by: 11, conversation: 1, answering: (1, by: 10))],
        included: [TweetsV2.tweet(1, by: 10, conversation: 1)], users: [10, 11]) + "\n"
        + TweetsV2.tweet(3, by: 11, conversation: 3, more: TweetsV2.mentions(10)) + "\n{\"meta\":{}}\n", rows: 3),
    Sample(
      format: "twarc-csv",
      text: TwarcRows.text(
        TwarcRows.row(1, by: 10), TwarcRows.row(2, by: 11, ["replied_to": "1", "mentions": #"["@u10"]"#]), "3,4"),
      rows: 3),
    Sample(
      format: "x-archive", text: Archives.tweets(Archives.tweet(3), "{\"tweet\":{}}", Archives.tweet(4)), rows: 3,
      options: ReadOptions(owner: "10")),
    Sample(
      format: "bluesky",
      text: "{\"uri\":\"at://did:plc:a/app.bsky.feed.post/1\",\"value\":{\"createdAt\":\"2024-01-01T10:00:00Z\"}}\n"
        + "{\"did\":\"did:plc:b\",\"kind\":\"commit\",\"commit\":{\"collection\":\"app.bsky.graph.follow\",\"rkey\":\"1\","
        + "\"record\":{\"subject\":\"did:plc:a\"}}}\n{\"did\":\"did:plc:b\",\"kind\":\"account\"}\n", rows: 3),
    Sample(
      format: "mastodon",
      text: "[\(Toots.status(1, by: "ann")),\n\(Toots.status(2, by: "ben@b.example", Toots.answering(1, by: "ann"))),\n"
        + "\(Toots.account("cat@c.example"))]\n{\"orderedItems\":[\(Toots.note(5)),{}]}\n", rows: 5,
      options: ReadOptions(owner: "ann@a.example", list: .followers)),
    Sample(
      format: "reddit",
      text: #"{"id":"aa","author":"ann","created_utc":1600000000,"title":"t"}"# + "\n"
        + #"{"id":"b","author":"ben","link_id":"t3_aa","parent_id":1234,"created_utc":1600000060.0}"# + "\n"
        + #"{"kind":"more","data":{"count":2}}"# + "\n", rows: 3),
    Sample(
      format: "youtube",
      text: #"{"kind":"youtube#commentListResponse","items":[{"kind":"youtube#comment","id":"a","snippet":"#
        + #"{"authorDisplayName":"ann","authorChannelId":{"value":"UCa"},"publishedAt":"2020-09-13T12:26:40Z"}}]}"#
        + "\n" + #"{"kind":"youtube#comment","id":"b","snippet":{}}"# + "\n", rows: 2),
    Sample(
      format: "yt-dlp",
      text: #"[{"id":"a","parent":"root","author":"ann","author_id":"UCa","timestamp":1600000000},"#
        + #"{"id":"a.1","parent":"a","author":"ben","author_id":"UCb","timestamp":1600000060}]"# + "\n", rows: 2),
    Sample(
      format: "wordpress",
      text: Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "Ben")), Blog.item(6, by: "ann")), rows: 3),
    Sample(
      format: "discourse",
      text: #"{"latest_posts":[{"post_number":1,"topic_id":5,"user_id":3,"created_at":"2020-01-02T03:04:05Z"},"#
        + #"{"post_number":2,"topic_id":5,"user_id":-1,"created_at":"2020-01-02T03:04:05Z"}]}"# + "\n", rows: 2),
    Sample(
      format: "wordpress-comments",
      text: "[\(RESTComments.comment(1, by: 7)),\n\(RESTComments.comment(2, parent: 1)),\n{\"id\":3}]\n", rows: 3),
    Sample(format: "telegram", text: Exports.telegram + "\n{\"messages\":[{}],\"id\":1}\n", rows: 6),
    Sample(format: "discord", text: Exports.discord, rows: 5),
    Sample(format: "slack", text: Exports.slack + "{\"ts\":\"x\"}\n", rows: 6),
    Sample(format: "lemmy", text: Exports.lemmy, rows: 4),
    Sample(format: "github", text: Exports.gitHub + "\n{\"data\":{}}\n", rows: 5),
    Sample(format: "stackexchange", text: Exports.stackExchange + "\n", rows: 5),
    Sample(format: "hacker-news", text: Exports.hackerNews + "{\"id\":5}\n", rows: 5),
    Sample(format: "disqus", text: Exports.disqus, rows: 4),
    Sample(format: "mbox", text: Exports.mbox + "\nFrom x  Mon Jan  5 10:05:00 2026\nSubject: none\n", rows: 5),
    Sample(format: "instagram-comments", text: Exports.instaloader + "\n", rows: 4),
    Sample(
      format: "instagram-comments",
      text: #"[{"string_map_data":{"Media Owner":{"value":"ann"},"Time":{"timestamp":1700000060}}},"#
        + #"{"string_map_data":{}}]"#
        + "\n",
      rows: 2, options: ReadOptions(owner: "ben")),
    Sample(
      format: "instagram-comments",
      text: #"{"comments_media_comments":[{"title":"ann","media_list_data":[],"#
        + #""string_list_data":[{"timestamp":1700000060}]},"#
        + #"{"string_map_data":{"Comment":{"value":"\u00c3\u00a9"},"Media Owner":{"value":"cat"},"Time":{"timestamp":1700000090}}}]}"#
        + "\n", rows: 2, options: ReadOptions(owner: "ben")),
    Sample(
      format: "youtube-takeout",
      text: "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text\n"
        + "a,UCann,2024-01-01T10:00:00.434647+00:00,0,,,v,\"{\"\"text\"\":\"\"t\"\"}\"\n"
        + "b.c,UCann,2024-01-01T11:00:00+00:00,0,b,,v,t\nd,UCann,,0,,,,t\n", rows: 3),
    Sample(
      format: "youtube-takeout",
      text: "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text\n"
        + "a,UCann,2024-01-01T10:00:00+00:00,0,v,t\n,UCann,,0,v,t\n", rows: 2),
    Sample(
      format: "youtube-takeout",
      text: "Channel Id,Channel Url,Channel Title\nUCben,http://www.youtube.com/channel/UCben,Ben\n,,Cat\n", rows: 2,
      options: ReadOptions(owner: "UCann")),
    Sample(
      format: "mastodon-following",
      text: "Account address,Show boosts,Notify on new posts,Languages\nben@b.example,true,false,\n,true,false,\n",
      rows: 2,
      options: ReadOptions(owner: "ann@a.example")),
    Sample(
      format: "tiktok-export",
      text: #"{"Profile":{"Profile Information":{"ProfileMap":{"userName":"ann"}}},"Activity":{"Follower List":{"#
        + #""FansList":[{"Date":"2024-01-01 10:00:00","UserName":"ben"},{"UserName":"N/A"}]}},"#
        + #""Comment":{"Comments":{"CommentsList":[{"date":"2024-01-01 10:00:00","comment":"t"}]}},"#
        + #""Video":{"Videos":{"VideoList":[{"Date":"2024-01-01 10:00:00","Link":"https://t.example/share/video/7/"},{}]}}}"#
        + "\n", rows: 5),
    Sample(format: "youtube-comment-downloader", text: Exports.youTubeDownloader + "\n", rows: 4),
    Sample(
      format: "zeeschuimer", text: Exports.zeeschuimer + "{\"source_platform\":\"other\",\"data\":{}}\n", rows: 5),
    Sample(
      format: "tiktok-research",
      text: #"{"data":{"comments":[{"id":1,"video_id":9,"parent_comment_id":9,"#
        + #""create_time":1700000060,"reply_count":1},"#
        + #"{"id":2,"video_id":9,"parent_comment_id":1,"create_time":1700000120},{"id":3}],"#
        + #""cursor":1}}"# + "\n", rows: 3),
    Sample(
      format: "meta-content-library",
      text:
        "mcl_url,id,creation_time,parent_post_id,parent_comment_id,post_owner.id\nu,901,2026-01-05T10:00:00+0000,800,,77\n"
        + "u,902,2026-01-05T10:01:00+0000,800,901,77\nu,,,,,\n", rows: 3),
    Sample(
      format: "gdf",
      text: "nodedef>name VARCHAR,label VARCHAR\na,'Ann, A'\nb,Ben\nedgedef>node1,node2,weight,directed,kind\n"
        + "a,b,2,true,reply\nb,a,,false,reply\nb,,1,true,reply\n", rows: 3),
    Sample(format: "sif", text: "a reply b\nb reply a c\nd\nc mention a\n", rows: 5),
    Sample(
      format: "convokit",
      text: #"{"id":"a","speaker":"ann","conversation_id":"a","reply-to":null,"timestamp":1600000000}"# + "\n"
        + #"{"id":"b","speaker":"ben","conversation_id":"a","reply-to":"a","timestamp":null,"text":"t"}"# + "\n"
        + #"{"id":"c","speaker":"ben"}"# + "\n", rows: 3),
    Sample(
      format: "higgs-activity", text: "1 2 1341100972 MT\n1 2 1341100972 RE\n3 1 1341101181 RT\n9 1 x RT\n", rows: 4),
    Sample(
      format: "edge-list", text: "% a comment\n1 2 \n2\t3\r\n\nalice,bob\n007 8\n4 \n", rows: 5,
      options: ReadOptions(kind: .follow)),
    Sample(
      format: "edge-list", text: "# from to count time\n1 2 3 1341100972\n2 3 1 1341100973\n", rows: 2,
      options: ReadOptions(kind: .reply)),
    Sample(
      format: "edge-list", text: "% sym unweighted\n1 2\n2 3\nx y\n4 \n", rows: 7, options: ReadOptions(kind: .follow)),
    Sample(
      format: "gephi-csv", text: "Source,Target,Type,Weight\n1,2,Undirected,3\n\"b, c\",1,,\n1,,,\n", rows: 3,
      options: ReadOptions(kind: .mention)),
    Sample(
      format: "nodes-csv", text: "Id,Label,Platform,Kind,Followers\nx:10,Fern,x,channel,688\nx:21,Ada,x,person,many\n",
      rows: 2),
    Sample(
      format: "node-link-json",
      text: #"{"nodes":[{"id":1},{"id":"b"}],"#
        + #""links":[{"source":1,"target":"b","kind":"reply","weight":2},{"source":"b","kind":"reply"}]}"# + "\n",
      rows: 2),
    Sample(
      format: "graphml",
      text: #"<graphml><key id="k" for="edge" attr.name="kind"/><graph edgedefault="undirected"><node id="101"/>"#
        + "\n"
        + #"<edge source="101" target="102"><data key="k">reply</data></edge>"# + "\n"
        + #"<edge source="101" target="103"/></graph></graphml>"# + "\n", rows: 2),
    Sample(
      format: "gexf",
      text: #"<gexf><graph><nodes><node id="101" label="Ann"/></nodes><edges>"# + "\n"
        + #"<edge source="101" target="102" kind="reply" weight="2"/>"# + "\n"
        + #"<edge source="101" target="102" kind="like"/></edges></graph></gexf>"# + "\n", rows: 2),
    Sample(
      format: "gml",
      text:
        "graph [ directed 1 node [ id 1 label \"Ann\" ]\nnode [ id 2 label \"Ben\" ]\nedge [ source 1 target 2 kind \"reply\" ]\n"
        + "edge [ source 1 target 7 ] ]\n", rows: 2),
    Sample(
      format: "pajek", text: "*Vertices 2\n1 \"Ann\"\n2 \"Ben\"\n*Arcs :1 \"reply\"\n1 2 3\n*Edgeslist\n2 1 9\n",
      rows: 3),
    Sample(
      format: "posts-csv",
      text: "id,author,parent,time,name,mood\n1,10,,2020-01-02T03:04:05Z,\"Ann, the first\nof \"\"two\"\"\",glad\n"
        + "2,11,1,1577934246,Ben,\n3,11,1,yesterday,Ben,\n4,12\n5,13,2,,\"x\"y,\n", rows: 5),
    Sample(format: "follows-csv", text: "followed;follower\r\n1;2\r\nat://b;at://a\r\n;3\r\n", rows: 3),
    Sample(
      format: "interactions-csv",
      text: "kind\tactor\ttarget\tcount\nreply\t1\t2\t\nfollow\t1\t3\t\nlike\t1\t2\t1\nquote\t2\t1\t7\n", rows: 4),
    Sample(
      format: "sheet", text: "user_id,reply_to\n1,2\n\"2\",\"3\"\n", rows: 2,
      options: ReadOptions(kind: .reply, columns: ["actor": "user_id", "target": "reply_to"])),
    Sample(
      format: "roster-csv",
      text: "handle,kind,organisation,from\n@ann ,person,\"Ministry, the\",2020-01-01\nben,robot,,\ncat,,,\n", rows: 3),
  ]

  static let tweets =
    [
      Tweets.tweet(1, by: 10),
      Tweets.tweet(2, by: 11, "\"in_reply_to_status_id_str\":\"1\",\"in_reply_to_user_id_str\":\"10\""),
      Tweets.tweet(3, by: 12, "\"retweeted_status\":\(Tweets.tweet(1, by: 10))"),
      Tweets.tweet(4, by: 13, "\"quoted_status_id_str\":\"2\",\"quoted_status\":\(Tweets.tweet(2, by: 11))"),
      "{\"delete\":{\"status\":{\"id_str\":\"9\"}}}",
      "{\"id_str\":\"5\"}",
    ].joined(separator: "\n") + "\n"
}

/// Invented tweets of API v1.1.
enum Tweets {
  static let time = "Sun Aug 10 01:30:14 +0000 2014"

  static func tweet(_ id: Int, by author: Int, at time: String = Tweets.time, _ more: String = "") -> String {
    "{\"created_at\":\"\(time)\",\"id\":\(id),\"id_str\":\"\(id)\",\"text\":\"words, [and] \\\"more\\\" {of them}\","
      + "\"user\":{\"id\":\(author),\"id_str\":\"\(author)\",\"screen_name\":\"u\(author)\",\"name\":\"N \(author)\","
      + "\"followers_count\":\(author * 100)}" + (more.isEmpty ? "" : "," + more) + "}"
  }

  static func mentions(_ ids: String...) -> String {
    "\"entities\":{\"user_mentions\":[" + ids.map { "{\"id_str\":\($0)}" }.joined(separator: ",") + "]}"
  }
}
