import ReparteeGraph

/// The posts of every voice, ascending.
struct OwnPosts {
  /// Voice → where its posts begin in `posts`.
  let offsets: [Int]
  /// The posts, voice by voice.
  let posts: [UInt32]

  /// Of nobody.
  static let none = OwnPosts(offsets: [], posts: [])

  private init(offsets: [Int], posts: [UInt32]) {
    self.offsets = offsets
    self.posts = posts
  }

  /// Complexity: O(n).
  /// - Parameter stretches: which posts are asked for, ascending; nil is all of them.
  init(_ network: SocialNetwork, in stretches: [Range<Int>]? = nil) {
    let authors = network.posts.authors
    let stretches = stretches ?? [authors.indices]
    var offsets = [Int](repeating: 0, count: network.voices.count + 1)
    var posts: [UInt32] = []
    authors.withUnsafeBufferPointer { authors in
      offsets.withUnsafeMutableBufferPointer { offsets in
        for post in stretches.joined() where authors[post] != Posts.none { offsets[Int(authors[post]) + 1] += 1 }
        for voice in 1..<offsets.count { offsets[voice] += offsets[voice - 1] }
      }
      var next = offsets
      posts = [UInt32](unsafeUninitializedCapacity: offsets[offsets.count - 1]) { posts, count in
        next.withUnsafeMutableBufferPointer { next in
          for post in stretches.joined() where authors[post] != Posts.none {
            let voice = Int(authors[post])
            posts.initializeElement(at: next[voice], to: UInt32(truncatingIfNeeded: post))
            next[voice] += 1
          }
        }
        count = offsets[offsets.count - 1]
      }
    }
    (self.offsets, self.posts) = (offsets, posts)
  }

  /// The posts of one voice.
  @inline(__always)
  subscript(voice: Int) -> ArraySlice<UInt32> { posts[offsets[voice]..<offsets[voice + 1]] }
}
