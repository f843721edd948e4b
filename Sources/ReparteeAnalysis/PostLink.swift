import ReparteeGraph

/// Where a post can be read, for the platforms whose addresses follow from its id.
package enum PostLink {
  /// The address, or nil where it does not follow from the id.
  static func url(of post: Int, in network: SocialNetwork) -> String? {
    url(platform: network.posts.platform(of: post), id: "\(network.posts.ids[post])")
  }

  /// The address of the post that a platform calls `id`, or nil where it does not follow from it.
  package static func url(platform: String, id: String) -> String? {
    switch platform.lowercased() {
    case "x", "twitter":
      return id.allSatisfy(\.isASCII) && id.allSatisfy(\.isNumber) ? "https://x.com/i/status/\(id)" : nil
    case "bluesky":
      let parts = id.split(separator: "/").map(String.init)
      guard parts.count == 4, parts[0] == "at:", parts[2] == "app.bsky.feed.post",
        let repository = escaped(parts[1]), let key = escaped(parts[3])
      else { return nil }
      return "https://bsky.app/profile/\(repository)/post/\(key)"
    case "reddit":
      return id.hasPrefix("t3_")
        ? escaped(String(id.dropFirst(3))).map { "https://www.reddit.com/comments/\($0)/" } : nil
    // A comment's id leads nowhere without that of its video.
    case "youtube": return id.count == 11 ? escaped(id).map { "https://www.youtube.com/watch?v=\($0)" } : nil
    // Browsers take addresses of some two thousand characters.
    default: return id.hasPrefix("https://") && id.count < 2_000 && !id.contains(" ") ? id : nil
    }
  }

  /// A part of an address; nil for what is no id of such a platform, whose ids have some tens of characters.
  ///
  /// What is not a letter or digit of ASCII or one of `-._~:` is written as the hexadecimal digits of its bytes.
  private static func escaped(_ text: String) -> String? {
    if text.isEmpty || text.count > 500 { return nil }
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"),
        UInt8(ascii: ":"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }
}
