import ReparteeGraph

/// Somebody's own export of TikTok (“Download your data”, as JSON): `user_data_tiktok.json`.
///
/// - Its profile says whose it is, by name: the owner that is given where it does not.
/// - Who is in the list of followers follows the owner, who follows whom is in the list of followings; a video is a post by the
///   owner where its link has its number.
/// - Comments are counted and not kept: TikTok does not say below which video they are.
///
/// Accounts are known by their names alone. Messages and histories are never looked at. Lists are found in the sections that
/// they have been in since 2021.
struct TikTokExport: JSONFormat {
  let name = "tiktok-export"
  let summary = "an export of TikTok, user_data_tiktok.json: followers, followings, videos"
  let platform: String? = "tiktok"
  let marks = [
    [#""ProfileMap""#], [#""FansList""#], [#""CommentsList""#], [#""ItemFavoriteList""#], [#""FavoriteVideoList""#],
    [#""FavoriteEffectsList""#],
  ]
  /// Whose export it is, where that does not say so.
  private var owner: String?

  private static let sections: [StaticString] = [
    "Activity", "Your Activity", "Comment", "Profile", "Profile And Settings", "Post", "Video",
  ]

  func confidence(of value: JSONValue) -> Confidence {
    let isOurs =
      TikTokExport.owner(of: value) != nil || TikTokExport.list(["Comments"], "CommentsList", in: value) != nil
      || TikTokExport.list(["Follower List", "Follower"], "FansList", in: value) != nil
    return isOurs ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.owner = options.owner.map { String($0.drop { $0 == "@" }) }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let owner = TikTokExport.owner(of: value) ?? owner else {
      return ["expected the profile's “userName”, which says whose export it is; give its owner"]
    }
    var reasons: [String] = []
    batch.platforms[0].accounts.append(AccountRecord(id: ExternalID(owner), handle: owner))
    func appendFollows(_ list: JSONValue?, ofOwner isFollower: Bool) {
      list?.forEachElement { person in
        guard let name = person["UserName"]?.string, !name.isEmpty, name != "N/A" else {
          batch.ignored["people without a name in lists of followers", default: 0] += 1
          return
        }
        batch.platforms[0].accounts.append(AccountRecord(id: ExternalID(name), handle: name))
        batch.platforms[0].follows.append(
          follower: ExternalID(isFollower ? owner : name), followed: ExternalID(isFollower ? name : owner))
      }
    }
    appendFollows(TikTokExport.list(["Follower List", "Follower"], "FansList", in: value), ofOwner: false)
    appendFollows(TikTokExport.list(["Following List", "Following"], "Following", in: value), ofOwner: true)
    TikTokExport.list(["Videos", "Posts"], "VideoList", in: value)?.forEachElement { video in
      guard let id = video["Link"]?.string.flatMap(TikTokExport.number) else {
        batch.ignored["videos whose link does not have their number", default: 0] += 1
        return
      }
      guard let time = video["Date"]?.time else {
        reasons.append("Date: expected a time like “2024-01-31 10:00:00” in a video")
        return
      }
      batch.platforms[0].posts.append(PostRecord(id: id, author: ExternalID(owner), time: time))
    }
    TikTokExport.list(["Comments"], "CommentsList", in: value)?.forEachElement { _ in
      batch.ignored["comments, of which the export does not say below which video they are", default: 0] += 1
    }
    return reasons
  }

  /// The name in the profile.
  private static func owner(of value: JSONValue) -> String? {
    let profile = list(["Profile Information", "Profile Info"], "ProfileMap", in: value)
    let name = profile?["userName"]?.string
    return name?.isEmpty == false ? name : nil
  }

  /// The list of that name in the first section that holds one of `groups` with it.
  private static func list(_ groups: [StaticString], _ name: StaticString, in value: JSONValue) -> JSONValue? {
    for section in sections {
      guard let section = value[section] else { continue }
      for group in groups {
        if let found = section[group]?[name], found.isArray || found.isObject { return found }
      }
    }
    return nil
  }

  /// The number of a video in its address, as in `https://www.tiktokv.com/share/video/7/`.
  private static func number(in link: String) -> ExternalID? {
    guard let found = link.firstMatch(of: /\/video\/(\d+)/) else { return nil }
    return ExternalID(String(found.1))
  }
}
