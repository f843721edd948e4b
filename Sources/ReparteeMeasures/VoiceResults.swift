import ReparteeGraph

/// What is measured of every voice to score it, as columns of numbers that can be kept and read back: counts, evidence,
/// intervals, rank bands, response rates, signs of a pile-on and coverage. There is no name among them.
///
/// Of intervals the ends are kept, which are all that is shown; standard errors are not, and read back as NaN. Sets of people
/// are no part of it: those of one voice are found again from its conversations.
package enum VoiceResults {
  /// The columns, in the order in which they are kept. Those before `reachVoices` hold a number for each voice.
  private enum Column: Int, CaseIterable {
    case reach, conversations, largestLoss, repliers, reciprocated, returns
    case evidence, posts, incoming, answered, people, peopleAnswered
    case oneOff, shared, timed, withinOneHour
    // One more than the number of half-samples or the rank; 0 is no band.
    case rankLow, rankHigh, topShare, voiceShare
    // Which voices have an interval; then both ends of each, bit by bit.
    case reachVoices, reachLow, reachLowBits, reachHigh, reachHighBits
    case scoreVoices, scoreLow, scoreLowBits, scoreHigh, scoreHighBits
    case reachCalibration, scoreCalibration
    case coverageVoices, held, counted, totalCoverage
  }

  /// How many columns there are.
  package static let count = Column.allCases.count

  /// The columns of a network that is measured for the default rules. Complexity: that of measuring it.
  package static func columns(of measured: MeasuredNetwork) -> [[UInt32]] {
    let (reach, score, coverage) = (measured.replyReach, measured.scoreIntervals, measured.coverage)
    let (evidence, responses, signs) = (measured.evidence, measured.responseRates, measured.pileOns)
    let bands = measured.rankBands
    func numbers(_ values: [Int]) -> [UInt32] { values.map { UInt32(clamping: $0) } }
    func band(_ value: (RankBands.Band) -> Int) -> [UInt32] {
      bands.map { $0.map { UInt32(clamping: value($0) + 1) } ?? 0 }
    }
    func samples(_ share: Double) -> Int { Int((share * Double(HalfSamples.count)).rounded()) }
    let covered = coverage.voices
    return Column.allCases.map { column in
      switch column {
      case .reach: reach.reach
      case .conversations: reach.conversations
      case .largestLoss: reach.largestLoss
      case .repliers: numbers(measured.replierCounts)
      case .reciprocated: numbers(measured.reciprocatedCounts)
      case .returns: numbers(measured.returnCounts)
      case .evidence: evidence.map(\.bits)
      case .posts: numbers(evidence.map(\.posts))
      case .incoming: numbers(responses.map(\.incoming))
      case .answered: numbers(responses.map(\.answered))
      case .people: numbers(responses.map(\.people))
      case .peopleAnswered: numbers(responses.map(\.peopleAnswered))
      case .oneOff: numbers(signs.map(\.oneOff))
      case .shared: numbers(signs.map(\.shared))
      case .timed: numbers(signs.map(\.timed))
      case .withinOneHour: numbers(signs.map(\.withinOneHour))
      case .rankLow: band(\.low)
      case .rankHigh: band(\.high)
      case .topShare: band { samples($0.topShare) }
      case .voiceShare: band { samples($0.voiceShare) }
      case .reachVoices: reach.intervals.voices
      case .reachLow: reach.intervals.values.map { $0.low.upperBits }
      case .reachLowBits: reach.intervals.values.map { $0.low.lowerBits }
      case .reachHigh: reach.intervals.values.map { $0.high.upperBits }
      case .reachHighBits: reach.intervals.values.map { $0.high.lowerBits }
      case .scoreVoices: score.intervals.voices
      case .scoreLow: score.intervals.values.map { $0.low.upperBits }
      case .scoreLowBits: score.intervals.values.map { $0.low.lowerBits }
      case .scoreHigh: score.intervals.values.map { $0.high.upperBits }
      case .scoreHighBits: score.intervals.values.map { $0.high.lowerBits }
      case .reachCalibration: reach.calibration.numbers
      case .scoreCalibration: score.calibration.numbers
      case .coverageVoices: covered.voices
      case .held: covered.values.map { UInt32(clamping: $0.held) }
      case .counted: covered.values.map { UInt32(clamping: $0.counted) }
      case .totalCoverage: [coverage.total.held, coverage.total.counted].flatMap { UInt64($0).halves }
      }
    }
  }

  /// Lets a network know what the columns say of everyone; false where they are not those of so many voices.
  ///
  /// Complexity: O(voices) for each result that is asked for.
  package static func tell(_ measured: MeasuredNetwork, _ columns: [[UInt32]]) -> Bool {
    func column(_ column: Column) -> [UInt32] { columns[column.rawValue] }
    func areAlike(_ first: Column, _ last: Column, count: Int) -> Bool {
      columns[first.rawValue...last.rawValue].allSatisfy { $0.count == count }
    }
    let voiceCount = measured.voices.count
    guard columns.count == count, areAlike(.reach, .voiceShare, count: voiceCount),
      areAlike(.reachVoices, .reachHighBits, count: column(.reachVoices).count),
      areAlike(.scoreVoices, .scoreHighBits, count: column(.scoreVoices).count),
      areAlike(.coverageVoices, .counted, count: column(.coverageVoices).count), column(.totalCoverage).count == 4,
      let reachCalibration = Calibration(numbers: column(.reachCalibration)),
      let scoreCalibration = Calibration(numbers: column(.scoreCalibration))
    else { return false }

    let (repliers, reciprocated, returns) = (column(.repliers), column(.reciprocated), column(.returns))
    measured.know("replierCounts") { repliers.map(Int.init) }
    measured.know("reciprocatedCounts") { reciprocated.map(Int.init) }
    measured.know("returnCounts") { returns.map(Int.init) }

    let (reach, conversations, largest) = (column(.reach), column(.conversations), column(.largestLoss))
    let reachEnds = (column(.reachVoices), Array(columns[Column.reachLow.rawValue...Column.reachHighBits.rawValue]))
    measured.know("replyReach") {
      ReplyReach(
        reach: reach, conversations: conversations, largestLoss: largest,
        intervals: intervals(reachEnds.0, reachEnds.1), calibration: reachCalibration)
    }
    let scoreEnds = (column(.scoreVoices), Array(columns[Column.scoreLow.rawValue...Column.scoreHighBits.rawValue]))
    measured.know("scoreIntervals") {
      SetIntervals(intervals: intervals(scoreEnds.0, scoreEnds.1), calibration: scoreCalibration)
    }

    let (evidence, posts) = (column(.evidence), column(.posts))
    measured.know("evidence") { zip(evidence, posts).map { Evidence(bits: $0, posts: Int($1)) } }
    let responses = columns[Column.incoming.rawValue...Column.peopleAnswered.rawValue].map(\.self)
    measured.know("responseRates") {
      (0..<voiceCount).map {
        ResponseRate.Counts(
          incoming: Int(responses[0][$0]), answered: Int(responses[1][$0]), people: Int(responses[2][$0]),
          peopleAnswered: Int(responses[3][$0]))
      }
    }
    let signs = columns[Column.oneOff.rawValue...Column.withinOneHour.rawValue].map(\.self)
    measured.know("pileOns") {
      (0..<voiceCount).map {
        PileOn(
          repliers: Int(repliers[$0]), oneOff: Int(signs[0][$0]), shared: Int(signs[1][$0]), timed: Int(signs[2][$0]),
          withinOneHour: Int(signs[3][$0]))
      }
    }
    let bands = columns[Column.rankLow.rawValue...Column.voiceShare.rawValue].map(\.self)
    measured.know("rankBands") {
      (0..<voiceCount).map { voice -> RankBands.Band? in
        if bands[0][voice] == 0 { return nil }
        let share = 1 / Double(HalfSamples.count)
        return RankBands.Band(
          low: Int(bands[0][voice]) - 1, high: Int(bands[1][voice]) - 1,
          topShare: Double(Int(bands[2][voice]) - 1) * share, voiceShare: Double(Int(bands[3][voice]) - 1) * share)
      }
    }

    let (covered, held, counted) = (column(.coverageVoices), column(.held), column(.counted))
    let total = column(.totalCoverage)
    measured.know("coverage") {
      Coverage(
        total: Coverage.Replies(
          held: Int(clamping: UInt64(halves: total[0], total[1])),
          counted: Int(clamping: UInt64(halves: total[2], total[3]))),
        voices: SparseVoiceValues(
          covered.indices.map { (covered[$0], Coverage.Replies(held: Int(held[$0]), counted: Int(counted[$0]))) }),
        conversations: SparseVoiceValues([]), posts: [])
    }
    return true
  }

  /// - Parameter ends: the upper and lower halves of the lower ends, then those of the upper ends.
  private static func intervals(_ voices: [UInt32], _ ends: [[UInt32]]) -> SparseVoiceValues<Jackknife.Interval> {
    SparseVoiceValues(
      voices.indices.map { place in
        let low = Double(bitPattern: UInt64(halves: ends[0][place], ends[1][place]))
        let high = Double(bitPattern: UInt64(halves: ends[2][place], ends[3][place]))
        return (voices[place], Jackknife.Interval(standardError: .nan, low: low, high: high, skew: .nan))
      })
  }
}

extension Evidence {
  fileprivate var bits: UInt32 {
    [hasThreads, hasTimedReplies, hasUntimedReplies].enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) }
  }

  fileprivate init(bits: UInt32, posts: Int) {
    self.init(
      hasThreads: bits & 1 != 0, hasTimedReplies: bits & 2 != 0, hasUntimedReplies: bits & 4 != 0, posts: posts)
  }
}

extension Calibration {
  /// Of each class whether it has quantiles, and both bit by bit.
  fileprivate var numbers: [UInt32] {
    quantiles.flatMap { quantiles -> [UInt32] in
      guard let quantiles else { return [0, 0, 0, 0, 0] }
      return [1] + [quantiles.low, quantiles.high].flatMap { [$0.upperBits, $0.lowerBits] }
    }
  }

  fileprivate init?(numbers: [UInt32]) {
    guard numbers.count == Self.classes.count * 5 else { return nil }
    self.init(
      quantiles: Self.classes.indices.map { index in
        let own = Array(numbers[(index * 5)..<(index * 5 + 5)])
        if own[0] == 0 { return nil }
        return Quantiles(
          low: Double(bitPattern: UInt64(halves: own[1], own[2])),
          high: Double(bitPattern: UInt64(halves: own[3], own[4])))
      })
  }
}

extension UInt64 {
  /// The upper and the lower half.
  package var halves: [UInt32] { [UInt32(truncatingIfNeeded: self >> 32), UInt32(truncatingIfNeeded: self)] }

  /// The number of two halves.
  package init(halves upper: UInt32, _ lower: UInt32) { self = UInt64(upper) << 32 | UInt64(lower) }
}

extension Double {
  fileprivate var upperBits: UInt32 { bitPattern.halves[0] }
  fileprivate var lowerBits: UInt32 { bitPattern.halves[1] }
}
