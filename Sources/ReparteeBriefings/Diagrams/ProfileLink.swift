import Foundation
import ReparteeGraph

/// Where a voice's profile is, for the platforms whose addresses follow from a handle or id.
enum ProfileLink {
  /// The address, or nil where the platform is not known or the account has no handle.
  static func url(of voice: Int, in voices: Voices) -> String? {
    let handle = voices.handles[voice].flatMap(escaped)
    switch voices.platforms[voice].lowercased() {
    case "x", "twitter": return handle.map { "https://x.com/" + $0 }
    case "bluesky": return (handle ?? escaped(voices.ids[voice].description)).map { "https://bsky.app/profile/" + $0 }
    case "youtube": return escaped(voices.ids[voice].description).map { "https://www.youtube.com/channel/" + $0 }
    default: return nil
    }
  }

  /// A part of a path, or nil for what could not be one.
  private static func escaped(_ text: String) -> String? {
    let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~:")
    guard !name.isEmpty, name.count < 200 else { return nil }
    return name.addingPercentEncoding(withAllowedCharacters: allowed)
  }
}
