import ReparteeGraph

/// `posts.csv`: consecutive conversations, each within a block, the last of a block cut to fit. Ids count from
/// 1 in the order of rows, so that a parent stands before its replies.
///
/// Memory: one block's conversation a thread. O(1) a row.
struct GeneratedPosts: BlockSheet {
  let name = "posts.csv"
  let header = "id,author,parent,time\n"
  let rowCount: Int
  let maximumRowBytes = 80
  let seed: UInt64
  let draws: AccountDraws
  let kinds: GeneratedKinds
  let model = ConversationModel()

  func makeScratch() -> ConversationScratch { ConversationScratch(capacity: min(rowCount, SheetStream.blockRows)) }

  func write(_ rows: Range<Int>, block: Int, scratch: inout ConversationScratch, to text: RowText) {
    var random = SplitMix64(seed: seed, stream: .posts, block: block)
    var attachment = ReplyAttachment(model)
    let clock = GeneratedClock(rows: rowCount)
    var first = rows.lowerBound
    while first < rows.upperBound {
      let size = min(model.size(&random), rows.upperBound - first)
      converse(size, at: clock.time(first), &attachment, scratch, &random)
      for position in 0..<size {
        text.appendPost(
          id: first + position + 1, author: scratch.authors[position] + 1,
          parent: position > 0 ? first + scratch.parents[position] + 1 : nil, time: scratch.times[position])
      }
      first += size
    }
  }

  /// Makes a conversation of `size` posts in `scratch`. In bounds: sizes are at most the scratch's capacity, and parents
  /// are earlier posts.
  private func converse(
    _ size: Int, at time: Int, _ attachment: inout ReplyAttachment, _ scratch: ConversationScratch,
    _ random: inout SplitMix64
  ) {
    let rank = draws.starterRank(&random)
    let (parents, authors, times) = (scratch.parents, scratch.authors, scratch.times)
    authors[0] = draws.popular(rank)
    times[0] = time
    guard size > 1 else { return }
    var toDirect = model.toDirect
    if kinds.kind(rank: rank) != .person { toDirect.back = model.channelBack }
    attachment.begin(&random)
    for position in 1..<size {
      let parent = attachment.draw(parents, &random)
      attachment.append(answering: parent)
      parents[position] = parent
      times[position] = times[parent] + model.delay(toRoot: parent == 0, &random)
      let habits = parent == 0 ? model.toRoot : parents[parent] == 0 ? toDirect : model.toDeep
      authors[position] = author(habits, of: position, parents, authors, &random)
    }
  }

  private func author(
    _ habits: ConversationModel.Authors, of position: Int, _ parents: UnsafeMutablePointer<Int>,
    _ authors: UnsafeMutablePointer<Int>, _ random: inout SplitMix64
  ) -> Int {
    let parent = parents[position]
    var draw = random.unit()
    if draw < habits.`self` { return authors[parent] }
    draw -= habits.`self`
    if draw < habits.back, authors[parents[parent]] != authors[parent] { return authors[parents[parent]] }
    draw -= habits.back
    if draw < habits.seen {
      let seen = authors[random.below(position)]
      if seen != authors[parent] { return seen }
    }
    return draws.speaker(&random)
  }
}

extension RowText {
  /// Appends a row of `posts.csv`.
  func appendPost(id: Int, author: Int, parent: Int?, time: Int) {
    append(id)
    append(UInt8(ascii: ","))
    append(author)
    append(UInt8(ascii: ","))
    if let parent { append(parent) }
    append(UInt8(ascii: ","))
    append(time)
    append(UInt8(ascii: "\n"))
  }
}

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

/// `interactions.csv`: who reposted whom, and when, in order of time.
///
/// Those who repost are drawn as those who reply; those who are reposted are fewer, as in Higgs.
struct GeneratedReposts: BlockSheet {
  let name = "interactions.csv"
  let header = "kind,actor,target,time\n"
  let rowCount: Int
  let maximumRowBytes = 64
  let seed: UInt64
  let draws: AccountDraws

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    var random = SplitMix64(seed: seed, stream: .reposts, block: block)
    let clock = GeneratedClock(rows: rowCount)
    for row in rows {
      text.append("repost,")
      text.append(draws.speaker(&random) + 1)
      text.append(UInt8(ascii: ","))
      text.append(draws.reposted(&random) + 1)
      text.append(UInt8(ascii: ","))
      text.append(clock.time(row))
      text.append(UInt8(ascii: "\n"))
    }
  }
}

/// The year over which rows are spread evenly, in Unix seconds: 2025, in UTC.
struct GeneratedClock {
  static let start = 1_735_689_600
  static let seconds = 365 * 86_400
  let rows: Int

  /// When row `row` begins.
  func time(_ row: Int) -> Int { Self.start + row * Self.seconds / max(1, rows) }
}
