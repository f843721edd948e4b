/// `posts.csv` of one conversation in its most extreme shape: all posts in a chain, or all around the first. Post
/// number k is by account number k, and after the last account by the first again; a second apart.
struct GeneratedExtreme: BlockSheet {
  let name = "posts.csv"
  let header = "id,author,parent,time\n"
  let rowCount: Int
  let maximumRowBytes = 80
  let accounts: Int
  let isChain: Bool

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    for row in rows {
      text.appendPost(
        id: row + 1, author: row % accounts + 1, parent: row == 0 ? nil : isChain ? row : 1,
        time: GeneratedClock.start + row)
    }
  }
}
