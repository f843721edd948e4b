import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Exports of one's own data")
struct TakeoutTests {
  private let time = Timestamp(seconds: 1_704_103_200)

  @Test("YouTube: a comment is its channel's, answers a comment, else the video, else the post of a channel")
  func youTubeComments() throws {
    let header =
      "Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,Comment text\n"
    let reading = try Reading(
      header + "a,UCann,2024-01-01T10:00:00.434647+00:00,0,,,v,\"{\"\"text\"\":\"\"one,\ntwo\"\"}\"\n"
        + "b.c,UCann,2024-01-01T10:00:00Z,0,b,,v,t\nd,UCann,2024-01-01T10:00:00Z,0,,p,,t\n\n\n")
    #expect(reading.format == "youtube-takeout")
    #expect(reading.posts.map(\.parent) == [.text("v"), .text("b"), .text("p")])
    #expect(reading.posts.map(\.conversation) == [.text("v"), .text("v"), .text("p")])
    #expect(reading.posts.allSatisfy { $0.author == .text("UCann") && $0.kind == .comment })
    #expect(reading.posts[1].time == time)
    #expect(reading.ignoredColumns == ["Price", "Comment text"])
    #expect(
      reading.notes.keys.contains {
        $0
          == "comments that the export's own channel wrote; whom they answer shows once the other comments are imported"
      })
    #expect(!"\(reading)".contains("one,"))
  }

  @Test("YouTube: messages of live chats, and subscriptions by the owner of the export")
  func youTubeChannels() throws {
    let chat = try Reading(
      "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text\n"
        + "a,UCann,2024-01-01T10:00:00+00:00,0,v,t\n")
    #expect(
      chat.posts == [
        PostRecord(
          id: .text("a"), author: .text("UCann"), parent: .text("v"), conversation: .text("v"), time: time,
          kind: .comment)
      ])
    let list = "Channel Id,Channel Url,Channel Title\nUCben,http://www.youtube.com/channel/UCben,Ben B\n"
    let reading = try Reading(list, options: ReadOptions(owner: "UCann"))
    #expect(reading.follows == [Reading.Follow(follower: .text("UCann"), followed: .text("UCben"))])
    #expect(reading.accounts == [AccountRecord(id: .text("UCben"), name: "Ben B")])
    guard case .missingSetting(_, .owner, _) = failure(list) else {
      Issue.record("without an owner it has to be asked for")
      return
    }
  }

  @Test("Mastodon: whom the owner follows, who has to be named; a list of who is muted is none of follows")
  func mastodonFollowing() throws {
    let list =
      "Account address,Show boosts,Notify on new posts,Languages\nBen@b.example,true,false,\nhost-missing,true,,\n"
    let reading = try Reading(list, options: ReadOptions(owner: "https://a.example/@Ann"))
    #expect(reading.format == "mastodon-following")
    #expect(
      reading.follows.first == Reading.Follow(follower: .text("ann@a.example"), followed: .text("ben@b.example")))
    #expect(reading.accounts.first == AccountRecord(id: .text("ben@b.example"), handle: "Ben@b.example"))
    #expect(reading.rejects.map(\.line) == [3])
    for owner in [nil, "ann"] {
      guard case .missingSetting(_, .owner, _) = failure(list, options: ReadOptions(owner: owner)) else {
        Issue.record("the owner has to be asked for")
        return
      }
    }
    #expect(failure("Account address,Hide notifications\nben@b.example,true\n") != nil)
  }

  @Test("TikTok: followers, followings and videos, in the sections of any year; comments are counted only")
  func tikTok() throws {
    let people =
      #"{"FansList":[{"Date":"2024-01-01 10:00:00","UserName":"ben"},{"Date":"2024-01-01 10:00:00","UserName":"N/A"}]}"#
    let following = #"{"Following":[{"Date":"2024-01-01 10:00:00","UserName":"cat"}]}"#
    let videos =
      #"{"VideoList":[{"Date":"2024-01-01 10:00:00","Link":"https://t.example/share/video/7/"},{"Date":"x","Link":"y"}]}"#
    let comments = #"{"CommentsList":[{"date":"2024-01-01 10:00:00","comment":"t"}]}"#
    let texts = [
      #"{"Activity":{"Follower List":\#(people),"Following List":\#(following),"Video Browsing History":\#(videos)},"#
        + #""Comment":{"Comments":\#(comments)},"Profile":{"Profile Information":{"ProfileMap":{"userName":"ann"}}},"#
        + #""Video":{"Videos":\#(videos)}}"#,
      #"{"Profile And Settings":{"Follower":\#(people),"Following":\#(following),"Profile Info":{"ProfileMap":"#
        + #"{"userName":"ann"}}},"Comment":{"Comments":\#(comments)},"Post":{"Posts":\#(videos)},"#
        + #""Your Activity":{"Watch History":\#(videos)}}"#,
    ]
    for text in texts {
      let reading = try Reading(text)
      #expect(reading.format == "tiktok-export")
      #expect(
        reading.follows == [
          Reading.Follow(follower: .text("ben"), followed: .text("ann")),
          Reading.Follow(follower: .text("ann"), followed: .text("cat")),
        ])
      #expect(reading.posts == [PostRecord(id: .number(7), author: .text("ann"), time: time)])
      #expect(
        reading.ignored == [
          "people without a name in lists of followers": 1, "videos whose link does not have their number": 1,
          "comments, of which the export does not say below which video they are": 1,
        ])
    }
    let noProfile = #"{"Activity":{"Follower List":\#(people)}}"#
    #expect(try Reading(noProfile).rejects.map(\.reason.isEmpty) == [false])
    #expect(try Reading(noProfile, options: ReadOptions(owner: "@ann")).follows.first?.followed == .text("ann"))
  }

  @Test("TikTok: an export that is longer than what a format is detected from is known by its lists")
  func longTikTok() throws {
    let history = (0..<4000).map { #"{"Date":"2024-01-01 10:00:00","Link":"https://t.example/\#($0)/"}"# }
    let reading = try Reading(
      #"{"Activity":{"Favorite Effects":{"FavoriteEffectsList":[]},"Video Browsing History":{"VideoList":["#
        + history.joined(separator: ",")
        + #"]},"Following List":{"Following":[{"UserName":"ben"}]}},"Profile":{"Profile Information":"#
        + #"{"ProfileMap":{"userName":"ann"}}}}"#)
    #expect(reading.format == "tiktok-export" && reading.follows.count == 1)
  }

  @Test("Instagram: comments of every year's layout answer the owner of what they are below")
  func instagram() throws {
    let reading = try Reading(
      #"{"comments_media_comments":[{"title":"ann","media_list_data":[],"string_list_data":[{"value":"t","timestamp":1700000060}]},"#
        + #"{"string_map_data":{"Comment":{"value":"\u00c3\u00a9"},"Media Owner":{"value":"cat"},"#
        + #""Time":{"timestamp":1700000090}}},{"string_map_data":{"Comment":{"value":"t"}}}]}"#,
      options: ReadOptions(owner: "@ben"))
    #expect(
      reading.interactions == [
        InteractionRecord(
          kind: .reply, actor: .text("ben"), target: .text("ann"), time: Timestamp(seconds: 1_700_000_060)),
        InteractionRecord(
          kind: .reply, actor: .text("ben"), target: .text("cat"), time: Timestamp(seconds: 1_700_000_090)),
      ])
    #expect(reading.ignored == ["comments that do not say below whose post": 1])
  }

  @Test("Instagram: lists of followers and of those who are followed, of every year's layout")
  func instagramFollows() throws {
    let followers = try Reading(
      #"[{"title":"","media_list_data":[],"string_list_data":[{"href":"https://www.instagram.com/cat","value":"cat","#
        + #""timestamp":1600000000}]},{"title":"dan","string_list_data":[{"href":"https://www.instagram.com/_u/dan"}]}]"#,
      options: ReadOptions(owner: "ben"))
    #expect(followers.follows.map(\.follower) == [.text("cat"), .text("dan")])
    #expect(followers.follows.allSatisfy { $0.followed == .text("ben") } && followers.rows == 2)
    let following =
      #"{"relationships_following":[{"title":"eve","string_list_data":[{"href":"https://www.instagram.com/_u/eve"}]}]}"#
    #expect(
      try Reading(following, options: ReadOptions(owner: "ben")).follows
        == [Reading.Follow(follower: .text("ben"), followed: .text("eve"))])
    #expect("\(String(describing: failure(following)))".contains("owner"))
  }

  @Test("The owner of an export is who its profile says, for the files below the same folder")
  func owners() {
    var owners = ExportOwners()
    func add(_ path: String, _ text: String) { owners.add(path) { Array(text.utf8) } }
    add("x.zip:data/account.js", #"window.YTD.account.part0 = [{"account":{"accountId":"10","username":"ann_x"}}]"#)
    add(
      "i.zip:personal_information/personal_information/personal_information.json",
      #"{"profile_user":[{"string_map_data":{"Email":{"value":"a@b.example"},"Username":{"href":"","value":"ann"}}}]}"#)
    add(
      "y/Takeout/YouTube and YouTube Music/channels/channel.csv",
      "\u{feff}Channel ID,Channel Title (Original)\nUCann_-1,Ann\n")
    func owner(of path: String) -> String? {
      var options = ReadOptions()
      return owners.name(in: &options, of: path) ? options.owner : nil
    }
    #expect(owner(of: "x.zip:data/tweets.js") == "10")
    #expect(owner(of: "x.zip:data/tweets.json") == nil && owner(of: "y.zip:data/tweets.js") == nil)
    #expect(owner(of: "i.zip:your_instagram_activity/comments/post_comments_1.json") == "ann")
    #expect(owner(of: "y/Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv") == "UCann_-1")
    add("account.js", "no archive of X")
    #expect(owner(of: "tweets.js") == nil)
    var options = ReadOptions()
    #expect(owners.name(in: &options, of: "x.zip:data/tweets.js") && options.ownerHandle == "ann_x")
    var given = ReadOptions(owner: "11")
    #expect(owners.name(in: &given, of: "x.zip:data/tweets.js") && given.owner == "11" && given.ownerHandle == nil)
  }
}
