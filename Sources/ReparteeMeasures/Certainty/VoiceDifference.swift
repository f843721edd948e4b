import ReparteeGraph

/// A figure of the funnel that is made up of people, conversation by conversation.
package enum FunnelFigure: String, CaseIterable, Sendable {
  /// R.
  case replyReach = "reply-reach"
  /// R1.
  case repliers
  /// M.
  case reciprocated
  /// C.
  case conversed
  /// M + C.
  case score
}

/// What a figure of one voice is made of.
package struct VoicePoints: Sendable, Equatable {
  /// One person, or for the score one point, in one conversation.
  package struct Point: Sendable, Equatable {
    /// Which one: a number that stands for the same person and set throughout a network.
    package var item: UInt64
    /// The conversation's number in the network.
    package var conversation: UInt32

    /// A person or point in a conversation.
    package init(item: UInt64, conversation: UInt32) {
      self.item = item
      self.conversation = conversation
    }
  }

  /// The voice's T conversations, ascending.
  package var conversations: [UInt32]
  /// Every person or point in every conversation, each once; of those known without a conversation none.
  package var points: [Point]
  /// How many are known without a conversation, whatever the conversations say of them.
  package var fixed: Int

  /// A voice of these conversations and points.
  package init(conversations: [UInt32], points: [Point], fixed: Int = 0) {
    self.conversations = conversations
    self.points = points
    self.fixed = fixed
  }

  /// The figure.
  package var count: Int { fixed + Set(points.map(\.item)).count }

  /// Conversation → the people or points seen in it and nowhere else; those that lose nothing are missing.
  package var losses: [UInt32: Int] {
    let sorted = points.sorted { $0.item < $1.item }
    var losses: [UInt32: Int] = [:]
    for index in sorted.indices {
      let isRepeated =
        (index > 0 && sorted[index - 1].item == sorted[index].item)
        || (index + 1 < sorted.count && sorted[index + 1].item == sorted[index].item)
      if !isRepeated { losses[sorted[index].conversation, default: 0] += 1 }
    }
    return losses
  }
}

/// Opens a figure of one voice after the other.
package struct FigureReader {
  private let figure: FunnelFigure
  private let points: PointsByVoice?
  private let reachIndex: ReachIndex
  private var walker: ReachWalker

  /// A reader of a network's figure. Complexity: O(posts), and of the figure of every voice, once a network.
  package init(_ measured: MeasuredNetwork, figure: FunnelFigure) {
    self.figure = figure
    points = measured.points(of: figure)
    reachIndex = ReachIndex(measured.scoped)
    walker = ReachWalker(voiceCount: measured.voices.count)
  }

  /// What the figure of a voice is made of. Complexity: O(posts below the voice's posts), and of sorting the result.
  package mutating func points(of voice: Int) -> VoicePoints {
    walker.walk(voice, on: reachIndex)
    var all: [PointsByVoice.Point] = []
    if let points {
      all = Array(points[voice])
    } else {
      for person in reachIndex.others[voice] {
        all.append(PointsByVoice.Point(item: UInt64(person), conversation: ScopedNetwork.none))
      }
      var start = 0
      for (conversation, met) in zip(walker.conversations, walker.met) {
        for person in walker.visitors[start..<(start + met)] {
          all.append(PointsByVoice.Point(item: UInt64(person), conversation: conversation))
        }
        start += met
      }
    }
    let fixed = Set(all.lazy.filter { $0.conversation == ScopedNetwork.none }.map(\.item))
    return VoicePoints(
      conversations: walker.conversations,
      points: all.lazy.filter { $0.conversation != ScopedNetwork.none && !fixed.contains($0.item) }
        .map { VoicePoints.Point(item: $0.item, conversation: $0.conversation) },
      fixed: fixed.count)
  }
}

/// Whether one voice's figure is larger than another's by more than chance, tested over their conversations.
///
/// d = figure(a) − figure(b). Conversations are what varies: each of the T of either voice is left out in turn, of both
/// voices at once, and f_t is what that costs the first less what it costs the second. se² = Σ f_t², the number of
/// conversations being random too, and never below Σ |f_t|, nor below one person, the least by which two figures can differ.
/// p is two-sided, by Student's distribution with T − 1 degrees of freedom. What people say without a conversation is taken
/// as fixed. Each voice needs five conversations, or nothing is said.
///
/// Measured (`Benchmarks/Sources/Coverage`, `differences`): on random halves of one voice's conversations p < .05 comes up
/// in fewer than one in twenty; see the guide for the figures and for the power. Where several are tested at once, see `Holm`.
/// Complexity: O(k log k) for k people by conversation.
/// Source: the delete-one jackknife of a difference, Efron & Stein, "The Jackknife Estimate of Variance", Annals of
/// Statistics 9 (1981), https://doi.org/10.1214/aos/1176345462.
package struct VoiceDifference: Sendable, Equatable {
  /// Below this p two figures differ.
  package static let level = 0.05

  /// figure(a) − figure(b).
  package let difference: Int
  /// How far the difference would stray with other conversations.
  package let standardError: Double
  /// T: the conversations of either voice.
  package let conversations: Int
  /// How likely a difference as large is where there is none.
  package let p: Double

  /// The smallest difference that these data could show: one that would have p < .05 with this standard error.
  package var smallestDetectable: Double {
    StudentDistribution.quantile(degrees: conversations - 1) * standardError
  }

  /// Whether the difference is more than chance by itself, no other being tested.
  package var isSignificant: Bool { p < Self.level }

  /// The difference of two voices, or nil where either has fewer than five conversations.
  /// - Parameter share: whether conversations of one number are one and the same; not so where the two come from
  ///   different windows or networks, whose conversations are set side by side.
  package init?(_ first: VoicePoints, _ second: VoicePoints, share: Bool = true) {
    guard min(first.conversations.count, second.conversations.count) >= Jackknife.fewestConversations else {
      return nil
    }
    let (gained, lost) = (first.losses, second.losses)
    var (squares, sum) = (0, 0)
    if share {
      conversations = Set(first.conversations).union(second.conversations).count
      for conversation in Set(gained.keys).union(lost.keys) {
        let loss = gained[conversation, default: 0] - lost[conversation, default: 0]
        squares += loss * loss
        sum += abs(loss)
      }
    } else {
      conversations = first.conversations.count + second.conversations.count
      for loss in [gained.values, lost.values].joined() {
        squares += loss * loss
        sum += loss
      }
    }
    difference = first.count - second.count
    standardError = Double(max(squares, sum, 1)).squareRoot()
    p = StudentDistribution.twoSidedP(Double(difference) / standardError, degrees: conversations - 1)
  }
}

/// Several tests at once: a p that a test passes only where it would pass with all the others tried.
///
/// Holm's step-down method: the i-th smallest of m values is multiplied by m − i + 1, none below the one before, none above
/// 1. The chance of calling any difference that is none stays below the level, however the tests depend on each other.
/// Complexity: O(m log m). Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
/// Statistics 6 (1979), https://www.jstor.org/stable/4615733.
package enum Holm {
  /// The adjusted values of those tests that could be made; nil for the others, which count for nothing.
  package static func adjusted(_ tests: [VoiceDifference?]) -> [Double?] {
    var made = adjusted(tests.compactMap { $0?.p }).makeIterator()
    return tests.map { $0 == nil ? nil : made.next() }
  }

  /// The adjusted values, in the order of `p`.
  package static func adjusted(_ p: [Double]) -> [Double] {
    var adjusted = p
    var largest = 0.0
    for (place, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated() {
      largest = max(largest, min(1, p[index] * Double(p.count - place)))
      adjusted[index] = largest
    }
    return adjusted
  }
}

extension VoiceDifference {
  /// The same by really leaving out every conversation, for verifiers.
  package static func byDefinition(
    _ first: VoicePoints, _ second: VoicePoints, share: Bool = true
  ) -> (difference: Int, standardError: Double, conversations: Int)? {
    guard first.conversations.count >= 5, second.conversations.count >= 5 else { return nil }
    /// A conversation of the first network, of the second, or of both where they are one.
    func key(_ conversation: UInt32, _ network: Int) -> [Int] { [share ? 0 : network, Int(conversation)] }
    let all = Set(first.conversations.map { key($0, 1) }).union(second.conversations.map { key($0, 2) })
    func figure(_ points: VoicePoints, _ network: Int, without left: [Int]?) -> Int {
      points.fixed + Set(points.points.filter { key($0.conversation, network) != left }.map(\.item)).count
    }
    func difference(without left: [Int]?) -> Int {
      figure(first, 1, without: left) - figure(second, 2, without: left)
    }
    let whole = difference(without: nil)
    let losses = all.map { Double(whole - difference(without: $0)) }
    let variance = max(losses.reduce(0) { $0 + $1 * $1 }, losses.reduce(0) { $0 + abs($1) }, 1)
    return (whole, variance.squareRoot(), all.count)
  }
}

extension MeasuredNetwork {
  /// What a figure of everyone is made of, of voices with conversations enough for a test; nil for reply reach, which is
  /// walked voice by voice.
  func points(of figure: FunnelFigure) -> PointsByVoice? {
    func points(_ sets: [[Encounter]]) -> PointsByVoice {
      PointsByVoice(sets, conversations: replyReach.conversations)
    }
    switch figure {
    case .replyReach: return nil
    case .repliers: return remember("repliersPoints") { points([Repliers.encounters(in: scoped)]) }
    case .reciprocated: return remember("reciprocatedPoints") { points([reciprocatedEncounters]) }
    case .conversed: return remember("conversedPoints") { points([conversedEncounters]) }
    case .score: return scorePoints
    }
  }

  /// How two voices differ in a figure, or nil where either has fewer than five conversations.
  ///
  /// For many pairs open each voice once, with a `FigureReader`.
  package func difference(in figure: FunnelFigure, of first: Int, and second: Int) -> VoiceDifference? {
    var reader = FigureReader(self, figure: figure)
    return VoiceDifference(reader.points(of: first), reader.points(of: second))
  }
}
