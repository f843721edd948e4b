import ReparteeGraph
import ReparteeMeasures

/// The people and conversations behind every figure of one voice.
public struct Explanation: Sendable, Encodable {
  /// Somebody, as tables call them and as their platform does.
  public struct Person: Sendable, Encodable, Equatable {
    /// What tables call them.
    public var voice: String
    /// The platform of their first account.
    public var platform: String
    /// Its id there.
    public var id: String
  }

  /// A figure that counts people, with these people.
  public struct Figure: Sendable, Encodable {
    /// The name of its column.
    public var name: String
    /// What it is.
    public var meaning: String
    /// How many people it counts.
    public var value: Int
    /// Who they are: as many as `value`.
    public var people: [Person]
  }

  /// A conversation of the voice: one of T.
  public struct Conversation: Sendable, Encodable {
    /// The id of its first post.
    public var conversation: String
    /// The platform it is on.
    public var platform: String
    /// Who began it.
    public var author: String?
    /// When, as ISO 8601.
    public var started: String?
    /// The voice's people who talked below its posts there.
    public var people: Int
    /// Those of them who did so nowhere else.
    public var onlyThere: Int
  }

  /// What is explained.
  public var voice: Person
  /// What it is, by the roster.
  public var kind: String
  /// Its organisation, by the roster.
  public var organisation: String?
  /// Its role, by the roster.
  public var role: String?
  /// Where it stands in the ranking.
  public var section: String
  /// Its rank there.
  public var rank: Int?
  /// √(reply reach · conversed).
  public var score: Double
  /// What kind of evidence the figures come from.
  public var basis: String
  /// The figures that count people, down the funnel.
  public var figures: [Figure]
  /// What the other figures come from, in sentences.
  public var grounds: [String]
  /// The conversations behind reply reach, the most telling first.
  public var conversations: [Conversation]
  /// What to keep in mind, in plain words.
  public var flags: [String]
  /// What would change the figures, in plain words.
  public var changes: [String]

  /// Explains one row of a scored network.
  /// - Parameter rows: all rows, best first.
  public init(_ row: ScoredRow, among rows: [ScoredRow], in network: MeasuredNetwork) {
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
  public var table: ResultTable {
    ResultTable(
      columns: ["figure", "voice", "platform", "id"],
      rows: figures.flatMap { figure in
        figure.people.map { [.text(figure.name), .text($0.voice), .text($0.platform), .text($0.id)] }
      })
  }
}
