/// Which posts of a conversation get a row, and what the others are folded into: the posts with most below them are
/// kept (a post always has more below it than any post below it, so what is kept is one tree), the earlier first.
struct ConversationFolding {
  /// A line of the picture.
  enum Row {
    case post(Int)
    /// Posts that are not drawn, below one that is.
    case fold(Fold)
  }

  /// What is below a post and not drawn.
  struct Fold {
    var parent: Int
    var posts: Int
    var people: Int
    /// The earliest time among them.
    var time: Int64?
  }

  private(set) var rows: [Row] = []
  /// Posts below each post.
  let below: [Int]
  private(set) var foldedPosts = 0

  /// Complexity: O(n log n) for n posts.
  init(_ posts: [ConversationDiagram.Post], rows limit: Int) {
    var below = [Int](repeating: 0, count: posts.count)
    for post in posts.indices.reversed() {
      if let parent = posts[post].parent { below[parent] += below[post] + 1 }
    }
    self.below = below
    let order = posts.indices.sorted { (below[$1], $0) < (below[$0], $1) }
    // Folds take rows as well: find how many posts may be kept.
    var (low, high) = (min(1, posts.count), min(posts.count, max(1, limit)))
    while low < high {
      let middle = (low + high + 1) / 2
      if Self.rowCount(posts, kept: order.prefix(middle)) <= limit { low = middle } else { high = middle - 1 }
    }
    let kept = order.prefix(low)
    makeRows(posts, kept: kept + Self.lone(posts, kept: kept))
  }

  /// Posts that would be folded alone: a count of one takes as much room as the post.
  private static func lone(_ posts: [ConversationDiagram.Post], kept: ArraySlice<Int>) -> [Int] {
    var isKept = [Bool](repeating: false, count: posts.count)
    for post in kept { isKept[post] = true }
    var anchor = [Int](repeating: -1, count: posts.count)
    var folded: [Int: (count: Int, first: Int)] = [:]
    for (post, own) in posts.enumerated() where !isKept[post] {
      guard let parent = own.parent else { continue }
      anchor[post] = isKept[parent] ? parent : anchor[parent]
      folded[anchor[post], default: (0, post)].count += 1
    }
    return folded.values.filter { $0.count == 1 }.map(\.first)
  }

  /// How many rows some posts and the folds under them take.
  private static func rowCount(_ posts: [ConversationDiagram.Post], kept: ArraySlice<Int>) -> Int {
    var isKept = [Bool](repeating: false, count: posts.count)
    for post in kept { isKept[post] = true }
    var hasFold = [Bool](repeating: false, count: posts.count)
    var count = kept.count
    for (post, own) in posts.enumerated() where !isKept[post] {
      guard let parent = own.parent, isKept[parent], !hasFold[parent] else { continue }
      hasFold[parent] = true
      count += 1
    }
    return count
  }

  private mutating func makeRows(_ posts: [ConversationDiagram.Post], kept: [Int]) {
    var isKept = [Bool](repeating: false, count: posts.count)
    for post in kept { isKept[post] = true }
    // The nearest kept post above each folded one.
    var anchor = [Int](repeating: -1, count: posts.count)
    var folded: [Int: [Int]] = [:]
    for (post, own) in posts.enumerated() where !isKept[post] {
      guard let parent = own.parent else { continue }
      anchor[post] = isKept[parent] ? parent : anchor[parent]
      folded[anchor[post], default: []].append(post)
      foldedPosts += 1
    }
    // A fold stands behind everything that is drawn below its post: rows are in preorder, so close posts as they end.
    var open: [Int] = []
    func fold(_ post: Int) -> Row? {
      guard let own = folded[post] else { return nil }
      let people = Set(own.compactMap { posts[$0].author }).count
      return .fold(Fold(parent: post, posts: own.count, people: people, time: own.compactMap { posts[$0].time }.min()))
    }
    for post in kept.sorted() {
      while let last = open.last, post > last + below[last] {
        open.removeLast()
        if let row = fold(last) { rows.append(row) }
      }
      rows.append(.post(post))
      open.append(post)
    }
    for post in open.reversed() {
      if let row = fold(post) { rows.append(row) }
    }
  }
}
