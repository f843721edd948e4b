/// How posts that name each other by id are linked, with stubs for those that no file held but that the forest needs.
///
/// A missing parent is a stub, placed under the root that its child names (of several the smallest). A held answer
/// without a parent is placed under its root too. A root with anything placed under it is a stub where no file held it;
/// other roots that no file held are left out.
struct PostLinks {
  /// A post that no file held.
  struct Stub {
    var platform: UInt32
    var key: Int64
    /// Of those whom its answers name, the smallest.
    var author = Posts.none
    var root = PostKeys.none
  }

  /// In the order of platform and id.
  private(set) var stubs: [Stub] = []
  /// Held posts whose parent is a stub.
  private(set) var orphans = 0
  /// Place → held post, or after those a stub: all of them in the order of platform and id.
  let order: [UInt32]
  /// Place → the parent's place, or `none`.
  let parents: [UInt32]
  /// What is placed under a root since it names no parent, and the root; by place.
  let roots: [(post: UInt32, root: UInt32)]
  /// Held post, or after those a stub → place.
  private let places: [UInt32]

  /// The place of a held post, or `none` for `none`.
  func place(_ post: UInt32) -> UInt32 { post == Posts.none || places.isEmpty ? post : places[Int(post)] }

  /// Complexity: O(n + s log s) for n posts, in the order of platform and id, and s that are missing.
  init(_ builder: NetworkBuilder, _ directory: PostDirectory) {
    let (keys, held) = (builder.keys, builder.ids.count)
    let found = PostLinks.find(builder.parents, of: builder, in: directory)
    let (missing, rootless) = PostLinks.unlinked(found, of: builder)
    orphans = missing.count
    let stubs = PostLinks.stubs(for: missing, rootless: rootless, of: builder, directory)
    self.stubs = stubs
    let (order, places) = PostLinks.merged(stubs, into: builder)
    (self.order, self.places) = (order, places)

    /// The number of a stub: held posts come first.
    func stub(_ key: Int64, _ platform: UInt32) -> UInt32 {
      UInt32(held + stubs.partitioningIndex { !keys.precedes(($0.platform, $0.key), (platform, key)) })
    }
    func place(_ post: UInt32) -> UInt32 { places.isEmpty ? post : places[Int(post)] }
    func place(ofRoot key: Int64, _ platform: UInt32) -> UInt32 {
      let post = directory.post(key, platform: platform)
      return place(post == Posts.none ? stub(key, platform) : post)
    }
    var parents = found
    if !stubs.isEmpty {
      parents = [UInt32](hugePages: order.count, repeating: Posts.none)
      for post in 0..<held {
        if found[post] != Posts.none {
          parents[Int(places[post])] = places[Int(found[post])]
        } else if builder.parents[post] != PostKeys.none {
          parents[Int(places[post])] = place(stub(builder.parents[post], builder.platforms[post]))
        }
      }
    }
    self.parents = parents
    roots =
      rootless.map { (place($0), place(ofRoot: builder.root(of: Int($0)), builder.platforms[Int($0)])) }
      + stubs.indices.filter { stubs[$0].root != PostKeys.none }
      .map { (places[held + $0], place(ofRoot: stubs[$0].root, stubs[$0].platform)) }
  }

  /// The parents that no file held, one for every post that names one; and the answers that name a root but no parent.
  private static func unlinked(
    _ found: [UInt32], of builder: NetworkBuilder
  ) -> (missing: [Stub], rootless: [UInt32]) {
    var missing: [Stub] = []
    var rootless: [UInt32] = []
    for post in found.indices where found[post] == Posts.none {
      let (platform, parent, root) = (builder.platforms[post], builder.parents[post], builder.root(of: post))
      if parent != PostKeys.none {
        let author = builder.parentAuthor(of: post)
        missing.append(
          Stub(platform: platform, key: parent, author: author, root: root == parent ? PostKeys.none : root))
      } else if root != PostKeys.none, builder.kinds[post] == .reply || builder.kinds[post] == .comment {
        rootless.append(UInt32(post))
      }
    }
    return (missing, rootless)
  }

  /// The missing parents, and those of the roots that they and others need which no file held; in order, one each.
  private static func stubs(
    for missing: [Stub], rootless: [UInt32], of builder: NetworkBuilder, _ directory: PostDirectory
  ) -> [Stub] {
    let parents = merged(missing, builder.keys)
    let roots =
      parents.map { Stub(platform: $0.platform, key: $0.root) }
      + rootless.map { Stub(platform: builder.platforms[Int($0)], key: builder.root(of: Int($0))) }
    let unknown = roots.filter {
      $0.key != PostKeys.none && directory.post($0.key, platform: $0.platform) == Posts.none
    }
    return unknown.isEmpty ? parents : merged(parents + unknown, builder.keys)
  }

  /// Held posts and stubs in one order, and the place of each in it; both empty where there is no stub.
  private static func merged(
    _ stubs: [Stub], into builder: NetworkBuilder
  ) -> (order: [UInt32], places: [UInt32]) {
    if stubs.isEmpty { return ([], []) }
    let (keys, held) = (builder.keys, builder.ids.count)
    var order: [UInt32] = []
    order.reserveCapacity(held + stubs.count)
    var places = [UInt32](repeating: 0, count: held + stubs.count)
    func append(_ number: Int) {
      places[number] = UInt32(order.count)
      order.append(UInt32(number))
    }
    var next = 0
    for post in 0..<held {
      let own = (builder.platforms[post], builder.ids[post])
      while next < stubs.count, keys.precedes((stubs[next].platform, stubs[next].key), own) {
        append(held + next)
        next += 1
      }
      append(post)
    }
    for stub in next..<stubs.count { append(held + stub) }
    return (order, places)
  }

  /// Each post's parent among those held, or `none`. In bounds: blocks are ranges of the column that is filled.
  private static func find(_ parents: [Int64], of builder: NetworkBuilder, in directory: PostDirectory) -> [UInt32] {
    let blocks = Cores.blocks(of: parents.count, size: 1 << 14)
    return [UInt32](unsafeUninitializedCapacity: parents.count) { found, count in
      HugePages.advise(found)
      let found = found
      Cores.forEach(count: blocks.count) { block in
        for post in blocks[block] {
          let parent = parents[post]
          found.initializeElement(
            at: post,
            to: parent == PostKeys.none ? Posts.none : directory.post(parent, platform: builder.platforms[post]))
        }
      }
      count = parents.count
    }
  }

  /// One stub a post, with the smallest author and root that are named.
  private static func merged(_ stubs: [Stub], _ keys: PostKeys) -> [Stub] {
    var merged: [Stub] = []
    for stub in stubs.sorted(by: { keys.precedes(($0.platform, $0.key), ($1.platform, $1.key)) }) {
      guard let last = merged.last, last.platform == stub.platform, last.key == stub.key else {
        merged.append(stub)
        continue
      }
      let index = merged.count - 1
      merged[index].author = min(last.author, stub.author)
      if stub.root != PostKeys.none, last.root == PostKeys.none || keys.precedes(stub.root, last.root) {
        merged[index].root = stub.root
      }
    }
    return merged
  }
}
