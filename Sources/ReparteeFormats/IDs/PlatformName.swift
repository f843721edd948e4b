/// Names of platforms as people write them: in lower case, and one name for one platform, since ids meet only within a
/// platform.
package enum PlatformName {
  private static let synonyms = [
    "twitter": "x", "twitter.com": "x", "x.com": "x", "x/twitter": "x", "twitter/x": "x", "x (twitter)": "x",
    "twitter (x)": "x", "x (formerly twitter)": "x", "bsky": "bluesky", "bsky.app": "bluesky", "bsky.social": "bluesky",
    "youtube.com": "youtube", "reddit.com": "reddit", "tiktok.com": "tiktok", "instagram.com": "instagram",
    "facebook.com": "facebook",
  ]

  /// The name that the store has for a platform.
  package static func canonical(_ name: String) -> String {
    let name = name.lowercased()
    return synonyms[name] ?? name
  }
}
