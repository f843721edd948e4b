import ReparteeGraph
import ReparteeMeasures

/// Makes the row of one voice after the other from what is measured of everyone, without rank and audience.
struct RowMaker: Sendable {
  private let voices: Voices
  private let repliers: [Int]
  private let reciprocated: [Int]
  private let returns: [Int?]
  private let reach: ReplyReach
  private let scores: SetIntervals
  private let responses: [ResponseRate.Counts]
  private let evidence: [Evidence]
  private let sections: [VoiceSection?]
  private let labels: VoiceLabels
  private let coverage: Coverage
  private let followers: [Int64?]

  /// Complexity: that of measuring everyone.
  init(_ measured: MeasuredNetwork) {
    voices = measured.voices
    (repliers, reciprocated) = (measured.replierCounts, measured.reciprocatedCounts)
    (reach, scores) = (measured.replyReach, measured.scoreIntervals)
    responses = measured.responseRates
    (evidence, sections) = (measured.evidence, measured.sections)
    (labels, coverage) = (measured.labels, measured.coverage)
    (returns, followers) = (measured.conversedCounts, measured.countedFollowers)
  }

  /// The row of a voice; nil where it neither posted nor replied. Complexity: O(1).
  func row(of voice: Int) -> ScoredRow? {
    guard let basis = evidence[voice].basis, let section = sections[voice] else { return nil }
    let hasPosts = evidence[voice].hasThreads
    let (scoreEnds, reachEnds) = (scores[voice], reach.intervals[voice])
    return ScoredRow(
      voice: voice, section: section, label: labels[voice], kind: voices.kinds[voice],
      organisation: voices.organisation(of: voice),
      score: Score.points(reciprocated: reciprocated[voice], conversed: returns[voice]),
      scoreLow: scoreEnds?.low, scoreHigh: scoreEnds?.high, replyReach: Int(reach.reach[voice]),
      replyReachLow: reachEnds?.low, replyReachHigh: reachEnds?.high,
      conversed: returns[voice], repliers: repliers[voice], reciprocated: reciprocated[voice], audienceReach: nil,
      followers: followers[voice],
      conversations: hasPosts ? Int(reach.conversations[voice]) : nil,
      posts: hasPosts ? evidence[voice].posts : nil, responseRate: responses[voice].rate,
      largestConversationShare: hasPosts ? reach.largestConversationShare(of: voice) : nil, basis: basis,
      coverage: coverage[voice])
  }
}

/// Everyone's rows, best first, of which the order is known: each is made when it is looked at.
package struct RankedRows: RandomAccessCollection, Sendable {
  private let maker: RowMaker
  private let ranking: Ranking
  /// The voices of the rows.
  private let order: [UInt32]

  init(_ measured: MeasuredNetwork, order: [UInt32]) {
    maker = RowMaker(measured)
    ranking = measured.ranking
    // Whoever kept the order kept nobody in it who has no row.
    let hasRow = zip(measured.evidence, measured.sections).map { $0.basis != nil && $1 != nil }
    self.order = order.filter { hasRow[Int($0)] }
  }

  /// Zero.
  package var startIndex: Int { 0 }
  /// How many there are.
  package var endIndex: Int { order.count }

  /// The row at a place, with its rank. Complexity: O(log voices).
  package subscript(place: Int) -> ScoredRow {
    var row = unranked(place)
    guard row.section == .voices else { return row }
    // Those of one rank stand together.
    row.rank = (0..<place).partitioningIndex { ranking.ties(unranked($0), row) } + 1
    return row
  }

  /// The row of a voice, or nil where it has none. Complexity: O(voices).
  package func row(of voice: Int) -> ScoredRow? { order.firstIndex(of: UInt32(voice)).map { self[$0] } }

  /// All rows, each made once.
  package var all: [ScoredRow] {
    let blocks = Cores.blocks(of: order.count, size: 1 << 13)
    var rows = [ScoredRow](unsafeUninitializedCapacity: order.count) { rows, count in
      let rows = rows
      // In bounds: blocks are ranges of the places.
      Cores.forEach(count: blocks.count) { block in
        for place in blocks[block] { rows.initializeElement(at: place, to: unranked(place)) }
      }
      count = order.count
    }
    ranking.rank(&rows)
    return rows
  }

  /// Calls `body` with every row in order, its rank and its audience in it. No more than two rows are held at once.
  /// - Parameter audiences: by voice, or empty where nobody has one.
  package func forEachRow(audiences: [AudienceReach.Audience?], _ body: (ScoredRow) -> Void) {
    var last: ScoredRow?
    for place in order.indices {
      var row = unranked(place)
      if !audiences.isEmpty { row.audienceReach = audiences[row.voice].map { Int($0.people) } }
      if row.section == .voices {
        let tied = last.map { ranking.ties($0, row) } == true
        row.rank = tied ? last?.rank : place + 1
        last = row
      }
      body(row)
    }
  }

  private func unranked(_ place: Int) -> ScoredRow {
    guard let row = maker.row(of: Int(order[place])) else { preconditionFailure("everyone in order has a row") }
    return row
  }
}
