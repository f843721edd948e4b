import Testing

@testable import ReparteeFigures

/// Every post has a row or is counted in one, and rows keep within their limit.
@Suite struct ConversationFoldingTests {
  @Test(arguments: [(1, 5), (2, 5), (40, 1), (40, 2), (40, 7), (300, 20), (3_000, 30), (3_000, 5_000)])
  func everyPostIsCounted(posts count: Int, rows limit: Int) {
    for flat in [0, 30, 100] {
      let posts = SampleFigures.conversation(posts: count, people: 9, flat: flat).posts
      let folding = ConversationFolding(posts, rows: limit)
      #expect(folding.rows.count <= max(limit, 2), "the first post and a count are the least")
      var (drawn, folded): ([Int], Int) = ([], 0)
      for row in folding.rows {
        switch row {
        case .post(let post):
          // A post stands below what it answers.
          #expect(posts[post].parent.map(drawn.contains) ?? (post == 0))
          drawn.append(post)
        case .fold(let fold):
          #expect(drawn.contains(fold.parent) && fold.posts > 1 && fold.people <= fold.posts)
          folded += fold.posts
        }
      }
      #expect(drawn == drawn.sorted() && Set(drawn).count == drawn.count)
      #expect(drawn.count + folded == count && folding.foldedPosts == folded)
    }
  }

  @Test func thePostsWithMostBelowThemAreKept() {
    let posts = SampleFigures.conversation(posts: 300, people: 9, flat: 20).posts
    let folding = ConversationFolding(posts, rows: 20)
    var drawn: [Int] = []
    for case .post(let post) in folding.rows { drawn.append(post) }
    let most = posts.indices.sorted { (folding.below[$1], $0) < (folding.below[$0], $1) }.prefix(5)
    #expect(Set(most).isSubset(of: drawn))
  }
}
