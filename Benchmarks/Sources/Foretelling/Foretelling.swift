import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// What a measure of one window foretells of the next: for every measure of the catalogue that is cheap enough, how well the
/// ranking by it puts first who has conversations in the window after.
///
/// The rules were fixed before anything was computed; the guide Foretelling says them, with the limits.
@main
struct Foretelling: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "NDCG@20 of the next window's conversed, reciprocated and reply reach, measure by measure.")

  @Option(help: "The folder of real data.") var data = "../shared/data"
  @Option(help: "The most pairs of windows of a set, evenly spread.") var pairs = 24
  @Option(help: "How many bootstrap samples.") var samples = 2000
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 29
  @Option(help: "The folder that the table and the picture are written to; nothing is written without it.")
  var output: String?

  func run() throws {
    var sets: [WindowedSet] = []
    for data in try RealData.all(in: data, and: [RealData.higgs]) where !data.isPHEME {
      guard let set = WindowedSet(data, mostPairs: pairs) else { continue }
      print("\(set.name): windows of \(set.days) days, \(set.pairs.count) pairs")
      sets.append(set)
    }
    let measures = Candidate.all
    let scores = sets.map { set in Cores.map(count: set.pairs.count) { set.evaluate(set.pairs[$0], measures) } }
    let table = Foretold(measures: measures, scores: scores, samples: samples, seed: seed)
    print(table.text)
    guard let output else { return }
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let names = sets.map { "\($0.name) (\($0.days) days, \($0.pairs.count) pairs)" }
    try Data(table.markdown(sets: names).utf8)
      .write(to: URL(fileURLWithPath: "\(output)/README.md"))
    try Data(table.csv.utf8).write(to: URL(fileURLWithPath: "\(output)/foretelling.csv"))
    try Data(Picture(table).svg.utf8).write(to: URL(fileURLWithPath: "\(output)/foretelling.svg"))
  }
}

/// A measure of the catalogue, and which end of it ranks first.
struct Candidate: Sendable {
  let measure: Measure
  /// Whether small values come first.
  let isAscending: Bool

  /// Redrawn or resampled hundreds of times a window, or about follow lists that the sets do not have, or labels, or the
  /// parameters of an estimate.
  private static let leftOut: Set<String> = [
    "conversed_p", "conversed_q", "rank_after_10_percent_lost", "rank_after_20_percent_lost",
    "rank_after_30_percent_lost", "audience_reach", "audience_added", "audience_reach_low", "audience_reach_high",
    "follow_rank", "outside_reach", "community", "reply_reach_full", "reply_reach_full_low", "reply_reach_full_high",
    "amplification", "betweenness",
  ]
  private static let smallFirst: Set<String> = [
    "rank_low", "rank_high", "response_minutes", "response_minutes_estimated", "constraint",
  ]

  /// Not of the catalogue: what the score was before, and mere activity.
  private static let others: [Measure] = [
    Measure("former_score", of: .voice, "√(R·C)", range: "0 and up", source: "") { measured in
      zip(measured.replyReach.reach, measured.conversed.counts).map {
        .decimal((Double($0) * Double($1)).squareRoot(), places: 6)
      }
    },
    Measure("posts", of: .voice, "posts in the window", range: "0 and up", source: "") { measured in
      var counts = [Int](repeating: 0, count: measured.voices.count)
      let posts = measured.scoped.network.posts
      for post in 0..<posts.count where measured.scoped.isInWindow[post] && posts.authors[post] != Posts.none {
        counts[Int(posts.authors[post])] += 1
      }
      return counts.map { .integer($0) }
    },
  ]

  static let all: [Candidate] =
    (MeasureCatalogue.measures(of: .voice).filter { !leftOut.contains($0.name) } + others).map {
      Candidate(measure: $0, isAscending: smallFirst.contains($0.name))
    }
}

/// What is foretold.
enum Target: String, CaseIterable {
  case conversed, reciprocated
  case replyReach = "reply_reach"

  func gains(_ measured: MeasuredNetwork) -> [Double] {
    switch self {
    case .conversed: measured.conversed.counts.map(Double.init)
    case .reciprocated: measured.reciprocated.counts.map(Double.init)
    case .replyReach: measured.replyReach.reach.map(Double.init)
    }
  }
}

/// A set cut into windows.
struct WindowedSet: Sendable {
  let name: String
  let days: Int
  /// Windows that have a next one.
  let pairs: [(now: Window, next: Window)]
  private let network: SocialNetwork

  private static let day: Int64 = 86_400_000
  private static let lengths = [7, 30, 91, 183, 365]
  private static let fewestVoices = 10

  /// - Returns: nil where no length gives windows in which ten voices have somebody come back.
  init?(_ data: RealData, mostPairs: Int) {
    name = data.name
    network = data.measured.scoped.network
    let times = [Array(network.posts.times), network.replies.times].joined().filter { $0 != Posts.untimed }
    guard let first = times.min(), let last = times.max() else { return nil }
    // Replies of accounts go by days: the burst that they are of lasts a week.
    let lengths = network.posts.count == 0 ? [1] : Self.lengths
    for days in lengths {
      let length = Int64(days) * Self.day
      // Whole windows only, from the first moment on.
      let count = Int((last - first) / length)
      guard count >= 2 else { continue }
      let windows = (0..<count).map { index in
        Window(
          start: Timestamp(milliseconds: first + Int64(index) * length),
          end: Timestamp(milliseconds: first + Int64(index + 1) * length))
      }
      let starts = Self.spread(count - 1, most: mostPairs)
      let network = network
      let voices = Cores.map(count: starts.count) { index in
        let scoped = ScopedNetwork(network, scope: Scope(window: windows[starts[index]]))
        return Conversed.compute(in: scoped).counts.count { $0 >= 1 }
      }
      guard voices.sorted()[voices.count / 2] >= Self.fewestVoices else { continue }
      self.days = days
      pairs = starts.map { (windows[$0], windows[$0 + 1]) }
      return
    }
    return nil
  }

  /// At most so many of the numbers below `count`, evenly spread.
  private static func spread(_ count: Int, most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }

  /// Measure → target → NDCG@20, or nil where nobody has any of the target in the next window.
  func evaluate(_ pair: (now: Window, next: Window), _ measures: [Candidate]) -> [[Double?]] {
    let now = MeasuredNetwork(ScopedNetwork(network, scope: Scope(window: pair.now)))
    let next = MeasuredNetwork(ScopedNetwork(network, scope: Scope(window: pair.next)))
    let gains = Target.allCases.map { $0.gains(next) }
    return measures.map { candidate in
      let values = candidate.measure.cells(now).map { cell -> Double in
        if cell == .empty { return -.infinity }
        return candidate.isAscending ? -cell.number : cell.number
      }
      return gains.map { NDCG.at(20, ranking: values, gains: $0) }
    }
  }
}
