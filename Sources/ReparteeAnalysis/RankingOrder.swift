import ReparteeMeasures

extension Ranking {
  /// The whole number that decides, larger being better; what is not defined comes last.
  package func key(of row: ScoredRow) -> Int {
    switch self {
    case .score: row.score
    case .replyReach: row.replyReach
    case .conversed: row.conversed ?? -1
    case .repliers: row.repliers
    case .reciprocated: row.reciprocated
    case .audienceReach: row.audienceReach ?? -1
    }
  }

  /// Sorts rows by section, then by key, ties by R, then by R1, then in id order; and gives `voices` their competition
  /// ranks: equal in all three means equal rank, and the next rank counts those before it.
  func sortAndRank(_ rows: inout [ScoredRow]) {
    // Small keys are sorted, and each row is moved once.
    let keys = rows.enumerated().map { place, row in Key(row, value: key(of: row), place: place) }
      .sorted { $0.precedes($1) }
    rows.permute { keys[$0].place }
    rank(&rows)
  }

  /// The voices that have rows, in the order of these: only what decides it is kept of each row.
  /// - Parameter row: the row of a voice, or nil.
  func order(ofVoices count: Int, row: (Int) -> ScoredRow?) -> [UInt32] {
    var keys: [Key] = []
    for voice in 0..<count {
      if let row = row(voice) { keys.append(Key(row, value: key(of: row), place: voice)) }
    }
    keys.sort { $0.precedes($1) }
    return keys.map { UInt32($0.voice) }
  }

  /// Gives sorted `voices` their ranks.
  func rank(_ rows: inout [ScoredRow]) {
    for index in rows.indices where rows[index].section == .voices {
      rows[index].rank = index > 0 && ties(rows[index - 1], rows[index]) ? rows[index - 1].rank : index + 1
    }
  }

  /// Whether two rows of `voices` have the same rank.
  func ties(_ left: ScoredRow, _ right: ScoredRow) -> Bool {
    Key(left, value: key(of: left), place: 0).ties(with: Key(right, value: key(of: right), place: 0))
  }

  /// What decides a row's place.
  private struct Key {
    var section: Int8
    var value: Int
    var reach: Int
    var repliers: Int
    var voice: Int
    var place: Int

    init(_ row: ScoredRow, value: Int, place: Int) {
      (section, self.value, reach) = (Int8(row.section.order), value, row.replyReach)
      (repliers, voice, self.place) = (row.repliers, row.voice, place)
    }

    func ties(with other: Key) -> Bool { value == other.value && reach == other.reach && repliers == other.repliers }

    func precedes(_ other: Key) -> Bool {
      if section != other.section { return section < other.section }
      if value != other.value { return value > other.value }
      if reach != other.reach { return reach > other.reach }
      return repliers != other.repliers ? repliers > other.repliers : voice < other.voice
    }
  }
}

extension Array {
  /// Puts into each place what stood at the place named for it, without a second array; the names are a permutation.
  fileprivate mutating func permute(_ source: (Int) -> Int) {
    var isDone = [Bool](repeating: false, count: count)
    for start in indices where !isDone[start] {
      let first = self[start]
      var place = start
      while source(place) != start {
        self[place] = self[source(place)]
        isDone[place] = true
        place = source(place)
      }
      self[place] = first
      isDone[place] = true
    }
  }
}
