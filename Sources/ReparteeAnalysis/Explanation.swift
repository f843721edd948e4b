import ReparteeGraph
import ReparteeMeasures

/// The people and conversations behind every figure of one voice.
package struct Explanation: Sendable, Encodable {
  /// Somebody, as tables call them and as their platform does.
  package struct Person: Sendable, Encodable, Equatable {
    /// What tables call them.
    package var voice: String
    /// The platform of their first account.
    package var platform: String
    /// Its id there.
    package var id: String
  }

  /// A figure that counts people, with these people.
  package struct Figure: Sendable, Encodable {
    /// The name of its column.
    package var name: String
    /// What it is.
    package var meaning: String
    /// How many people it counts.
    package var value: Int
    /// Who they are: as many as `value`.
    package var people: [Person]
  }

  /// A conversation of the voice: one of T.
  package struct Conversation: Sendable, Encodable {
    /// The id of its first post.
    package var conversation: String
    /// The platform it is on.
    package var platform: String
    /// Who began it.
    package var author: String?
    /// When, as ISO 8601.
    package var started: String?
    /// The voice's people who talked below its posts there.
    package var people: Int
    /// Those of them who did so nowhere else.
    package var onlyThere: Int
  }

  /// What is explained.
  package var voice: Person
  /// What it is, by the roster.
  package var kind: String
  /// Its organisation, by the roster.
  package var organisation: String?
  /// Its role, by the roster.
  package var role: String?
  /// Where it stands in the ranking.
  package var section: String
  /// Its rank there.
  package var rank: Int?
  /// √(reply reach · conversed).
  package var score: Double
  /// What kind of evidence the figures come from.
  package var basis: String
  /// The figures that count people, down the funnel.
  package var figures: [Figure]
  /// What the other figures come from, in sentences.
  package var grounds: [String]
  /// The conversations behind reply reach, the most telling first.
  package var conversations: [Conversation]
  /// What to keep in mind, in plain words.
  package var flags: [String]
  /// What would change the figures, in plain words.
  package var changes: [String]

  /// Explains one row of a scored network.
  /// - Parameter rows: all rows, best first.
  package init(_ row: ScoredRow, among rows: [ScoredRow], in network: MeasuredNetwork) {
    let evidence = VoiceEvidence(row.voice, in: network)
    let voices = network.voices
    voice = evidence.person(UInt32(row.voice))
    kind = row.kind.rawValue
    organisation = row.organisation
    role = voices.roles[row.voice]
    section = row.section.rawValue
    rank = row.rank
    score = row.score
    basis = row.basis.rawValue
    figures = evidence.figures
    grounds = evidence.grounds(of: row)
    conversations = evidence.conversations
    flags = VoiceFlags(row, in: network).sentences
    changes = evidence.changes(of: row, among: rows)
  }

  /// One row a person of each figure: figure, voice, platform, id.
  package var table: ResultTable {
    ResultTable(
      columns: ["figure", "voice", "platform", "id"],
      rows: figures.flatMap { figure in
        figure.people.map { [.text(figure.name), .text($0.voice), .text($0.platform), .text($0.id)] }
      })
  }
}
