import ReparteeGraph
import ReparteeMeasures

/// What scoring by the default rules found, as a store keeps it beside the network that it is of: numbers for every voice
/// (`VoiceResults`), what tells voices of one name apart, and what was counted of the network as a whole.
///
/// A command that asks for a few voices of a large network takes everyone's figures from here and measures these voices in
/// their own conversations, which gives the same to the bit. There is no name in it, so whom a roster or a source names is in
/// no column.
package struct KeptResults: Sendable {
  /// Smaller networks are measured as fast as this is read, and have figures that need all of their posts.
  package static let leastSize = VoiceFlags.largestForResampling + 1

  /// Another number for every change to the columns.
  private static let layout: UInt32 = 2

  /// The columns: what they are of, the whole network's figures, the voices that share a name, the order of the rows, and the
  /// voices' figures.
  private let columns: [[UInt32]]

  /// What is kept of a network; nil of one that is measured as fast.
  /// - Parameter leastSize: below so many posts and replies between accounts nothing is kept.
  /// - Complexity: that of scoring it.
  package static func columns(of network: SocialNetwork, leastSize: Int = leastSize) -> [[UInt32]]? {
    guard network.posts.count + network.replies.count >= leastSize else { return nil }
    let measured = Scoring().measured(ScopedNetwork(network))
    // What everything else begins with, and then what one thread computes while another does the rest.
    _ = (measured.repliers, measured.replyReach)
    _ = try? Cores.join({ _ = measured.rankBands }, { _ = (measured.pileOns, measured.responseRates, measured.labels) })
    let distinctions = measured.labels.distinctions.sorted { $0.key < $1.key }
    return [
      [layout, version, UInt32(network.voices.count)],
      (measured.extent.figures + measured.timeQuality.figures).flatMap { figure in
        [figure == nil ? 0 : 1] + UInt64(bitPattern: figure ?? 0).halves
      },
      distinctions.map(\.key), distinctions.map(\.value.code),
      Scoring().rows(of: measured, top: 0).map { UInt32($0.voice) },
    ] + VoiceResults.columns(of: measured)
  }

  private static let figureCount = NetworkExtent.figureCount + TimeQuality.figureCount

  /// A number of the version of the definitions, whatever it is called.
  private static var version: UInt32 {
    var hash = FNV1a()
    hash.add(Scoring.definitionsVersion)
    return UInt32(truncatingIfNeeded: hash.state)
  }

  /// What a store kept; nil where another version kept it, or of other voices.
  package init?(_ columns: [[UInt32]], voices: Voices) {
    guard columns.count == 5 + VoiceResults.count,
      columns[0] == [Self.layout, Self.version, UInt32(voices.count)], columns[1].count == Self.figureCount * 3,
      columns[2].count == columns[3].count, columns[4].allSatisfy({ $0 < UInt32(voices.count) })
    else { return nil }
    self.columns = columns
  }

  /// Whether scoring by these rules gives what is kept.
  package static func fits(_ scoring: Scoring, _ scope: Scope) -> Bool {
    let usual = Scoring()
    return scope == Scope() && scoring.eligibleKinds == usual.eligibleKinds && scoring.ranking == usual.ranking
      && scoring.seed == usual.seed
  }

  /// Everyone's rows, by what such a network knows.
  package func rows(of measured: MeasuredNetwork) -> RankedRows { RankedRows(measured, order: columns[4]) }

  /// A network of everyone and of some voices' conversations that knows everyone's figures; nil where the columns are none.
  package func measured(_ part: SocialNetwork) -> MeasuredNetwork? {
    let usual = Scoring()
    let measured = MeasuredNetwork(
      ScopedNetwork(part), eligibleKinds: usual.eligibleKinds, ranking: usual.ranking, seed: usual.seed, isPart: true)
    guard VoiceResults.tell(measured, Array(columns[5...])) else { return nil }
    let figures = (0..<Self.figureCount).map { place -> Int64? in
      let own = columns[1][(place * 3)..<(place * 3 + 3)].map(\.self)
      return own[0] == 0 ? nil : Int64(bitPattern: UInt64(halves: own[1], own[2]))
    }
    measured.know("extent") { NetworkExtent(figures: figures[..<NetworkExtent.figureCount]) }
    measured.know("timeQuality") { TimeQuality(figures: figures[NetworkExtent.figureCount...]) }
    let (voices, codes) = (columns[2], columns[3])
    measured.know("labels") {
      VoiceLabels(
        part.voices,
        distinctions: Dictionary(
          zip(voices, codes.map(VoiceLabels.Distinction.init(code:))), uniquingKeysWith: { first, _ in first }))
    }
    return measured
  }
}

extension VoiceLabels.Distinction {
  fileprivate var code: UInt32 {
    switch self {
    case .platform: 0
    case .platformAndID: 1
    case .number(let number): number + 1
    }
  }

  fileprivate init(code: UInt32) { self = code == 0 ? .platform : code == 1 ? .platformAndID : .number(code - 1) }
}
