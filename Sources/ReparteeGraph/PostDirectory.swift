/// Finds posts by platform and key, where posts stand in the order of platform and id.
///
/// Numbers are looked up in the sorted column itself: the upper part of a number names a short range of it, which is then
/// searched by halves. So nothing is hashed, and 2 bytes a post are all it takes. Texts have a place of their own.
/// Complexity: O(1) for ids that are spread evenly, as clocks and counters spread them; O(log n) for any.
struct PostDirectory {
  /// The numbered posts of one platform.
  private struct Column {
    var posts: Range<Int>
    var least: Int64
    var shift: Int64
    /// Upper part → the first post with it or a larger one; one more entry than parts.
    var starts: [UInt32]
  }

  private let keys: [Int64]
  /// By platform.
  private var columns: [Column?]
  /// The post of each key below zero, by the key's complement.
  private var texts: [UInt32]

  /// - Parameters:
  ///   - keys: post → key, by platform, then in the order of ids.
  ///   - platforms: post → platform.
  init(keys: [Int64], platforms: [UInt32], in names: PostKeys) {
    self.keys = keys
    columns = Array(repeating: nil, count: names.platformNames.count)
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
      columns[Int(platforms[post])] = PostDirectory.column(post..<end, of: keys)
      post = end
    }
  }

  private static func column(_ posts: Range<Int>, of keys: [Int64]) -> Column {
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
    return Column(posts: posts, least: least, shift: shift, starts: starts)
  }

  /// The post with this key, or `Posts.none`.
  func post(_ key: Int64, platform: UInt32) -> UInt32 {
    if key < 0 { return texts[Int(~key)] }
    guard let column = columns[Int(platform)], key >= column.least else { return Posts.none }
    let part = (key - column.least) >> column.shift
    guard part < Int64(column.starts.count - 1) else { return Posts.none }
    let candidates = Int(column.starts[Int(part)])..<Int(column.starts[Int(part) + 1])
    let post = candidates.partitioningIndex { keys[$0] >= key }
    return post < keys.count && keys[post] == key && column.posts.contains(post) ? UInt32(post) : Posts.none
  }
}
