import Foundation
import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// A network with every voice scored and ranked.
///
/// ```swift
/// let scored = ScoredNetwork(network, options: .last(days: 7, before: .now))
/// print(scored.finding.sentence)
/// for row in scored.ranking.prefix(10) { print(row.label, row.score) }
/// ```
///
/// Results do not depend on the number of threads.
public struct ScoredNetwork: Sendable {
  /// Which replies counted, and who was ranked by what.
  public let options: ScoringOptions
  /// Every author, author of a missing parent, and party to a reply: the sections in order, the ranked voices first.
  public let rows: [ScoredRow]

  package let measured: MeasuredNetwork

  /// Scores a network.
  ///
  /// Complexity: O(posts + replies + Σ of the people below every voice's posts).
  public init(_ network: SocialNetwork, options: ScoringOptions = ScoringOptions()) {
    let scoring = options.scoring
    self.options = options
    measured = scoring.measured(ScopedNetwork(network, scope: options.scope))
    rows = scoring.rows(of: measured)
  }

  /// The network that was scored.
  public var network: SocialNetwork { measured.scoped.network }

  /// The ranked voices: the rows of section `voices`, best first.
  public var ranking: ArraySlice<ScoredRow> { rows.prefix { $0.section == .voices } }

  /// What the ranking says about followers and conversation, or why it says nothing.
  public var finding: Finding { Finding(rows: rows, in: measured) }

  /// The row of the voice that has this name.
  /// - Parameter name: its handle or id, with or without `@`, or `platform:handle`; case does not matter.
  /// - Throws: `VoiceLookup.Failure` where no voice has that name, or several have; `VoiceWithoutRow` where it neither
  ///   posted nor replied.
  public func row(named name: String) throws -> ScoredRow {
    let voice = Int(try VoiceLookup(measured).voice(named: name))
    guard let row = rows.first(where: { $0.voice == voice }) else { throw VoiceWithoutRow(name: name) }
    return row
  }

  /// The people and conversations behind every figure of one row.
  public func explanation(of row: ScoredRow) -> Explanation { Explanation(row, among: rows, in: measured) }

  /// The people of one set of a voice, in the network's order.
  ///
  /// Complexity: O(posts below the voice's posts) for `replyReach`, O(people) for the others.
  public func people(_ set: PeopleSet, of voice: VoiceID) -> [VoiceID] {
    precondition(voice.index < measured.voices.count, "the voice is of another network")
    let people: [UInt32] =
      switch set {
      case .replyReach:
        {
          var reader = ReachDetail.Reader(measured.scoped)
          return reader.people(of: voice.index).sorted()
        }()
      case .repliers: Array(measured.repliers[voice.index])
      case .reciprocated: Array(measured.reciprocated[voice.index])
      case .conversed: Array(measured.conversed[voice.index])
      }
    return people.map { VoiceID(Int($0)) }
  }

  /// What tables call a voice: its handle, else its id, with the platform where two voices have the same name.
  public func label(of voice: VoiceID) -> String { measured.labels[voice.index] }

  /// The values of a measure that is no column of a row, such as `betweenness`: each row's value at the row's place,
  /// nil where it is not defined.
  /// - Parameter name: the name of a measure of voices in `MeasureCatalogue.all`.
  /// - Throws: `MeasureNameError` where no such measure has that name.
  public func values(of name: String) throws -> [Double?] {
    let cells = try ScoreColumn.additional(named: [name])[0].cells(measured)
    return rows.map { row in
      switch cells[row.voice] {
      case .integer(let number): Double(number)
      case .decimal(let number, _): number
      case .empty, .text, .moment, .hidden: nil
      }
    }
  }
}

/// One of the sets of people that a voice's figures count.
public enum PeopleSet: String, CaseIterable, Sendable {
  /// R: everybody who posted anywhere below a post of the voice.
  case replyReach = "reply_reach"
  /// R1: everybody who replied to the voice directly.
  case repliers
  /// M: those who replied and were answered in the same conversation.
  case reciprocated
  /// C: those who replied, were answered, and came back.
  case conversed
}
