/// Finds posts by platform and key, where posts stand in the order of platform and id.
///
/// Numbers are looked up in the sorted column itself: the upper part of a number names a short stretch of it, which is
/// then halved. So nothing is hashed, and 2 bytes a post are all it takes. Texts have a place of their own.
/// Complexity: O(1) for ids that are spread evenly, as clocks and counters spread them; O(log n) for any.
struct PostDirectory {
  /// The numbered posts of one platform.
  private struct Stretch {
    var posts: Range<Int>
    var least: Int64
    var shift: Int64
    /// Upper part → the first post with it or a larger one; one more entry than parts.
    var starts: [UInt32]
  }

  private let keys: [Int64]
  /// By platform.
  private var stretches: [Stretch?]
  /// The post of each key below zero, by the key's complement.
  private var texts: [UInt32]

  /// - Parameters:
  ///   - keys: post → key, by platform, then in the order of ids.
  ///   - platforms: post → platform.
  init(keys: [Int64], platforms: [UInt32], in names: PostKeys) {
    self.keys = keys
    stretches = Array(repeating: nil, count: names.platformNames.count)
    texts = Array(repeating: Posts.none, count: names.texts.count)
    var post = 0
    while post < keys.count {
      if keys[post] < 0 {
        texts[Int(~keys[post])] = UInt32(post)
        post += 1
        continue
      }
      var end = post
      while end < keys.count, keys[end] >= 0, platforms[end] == platforms[post] { end += 1 }
      stretches[Int(platforms[post])] = PostDirectory.stretch(post..<end, of: keys)
      post = end
    }
  }

  private static func stretch(_ posts: Range<Int>, of keys: [Int64]) -> Stretch {
    let (least, most) = (keys[posts.lowerBound], keys[posts.upperBound - 1])
    var shift: Int64 = 0
    while (most - least) >> shift > Int64(posts.count / 2) { shift += 1 }
    var starts = [UInt32](repeating: 0, count: Int((most - least) >> shift) + 2)
    var part = 0
    for post in posts {
      let own = Int((keys[post] - least) >> shift)
      while part < own {
        part += 1
        starts[part] = UInt32(post)
      }
    }
    starts[0] = UInt32(posts.lowerBound)
    starts[part + 1] = UInt32(posts.upperBound)
    return Stretch(posts: posts, least: least, shift: shift, starts: starts)
  }

  /// The post with this key, or `Posts.none`.
  func post(_ key: Int64, platform: UInt32) -> UInt32 {
    if key < 0 { return texts[Int(~key)] }
    guard let stretch = stretches[Int(platform)], key >= stretch.least else { return Posts.none }
    let part = (key - stretch.least) >> stretch.shift
    guard part < Int64(stretch.starts.count - 1) else { return Posts.none }
    var (low, high) = (Int(stretch.starts[Int(part)]), Int(stretch.starts[Int(part) + 1]))
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key && stretch.posts.contains(low) ? UInt32(low) : Posts.none
  }
}
