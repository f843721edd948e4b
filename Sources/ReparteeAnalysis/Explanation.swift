import ReparteeGraph
import ReparteeMeasures

/// The people and conversations behind every figure of one voice.
public struct Explanation: Sendable, Codable {
  /// Somebody, as tables call them and as their platform does.
  public struct Person: Sendable, Codable, Equatable {
    /// What tables call them.
    public package(set) var voice: String
    /// The platform of their first account.
    public package(set) var platform: String
    /// Its id there.
    public package(set) var id: String
  }

  /// A figure that counts people, with these people.
  public struct Figure: Sendable, Codable {
    /// The name of its column.
    public package(set) var name: String
    /// What it is.
    public package(set) var meaning: String
    /// How many people it counts.
    public package(set) var value: Int
    /// Who they are: as many as `value`.
    public package(set) var people: [Person]
  }

  /// A conversation of the voice: one of T.
  public struct Conversation: Sendable, Codable {
    /// The id of its first post.
    public package(set) var conversation: String
    /// The platform it is on.
    public package(set) var platform: String
    /// Who began it.
    public package(set) var author: String?
    /// When, as ISO 8601.
    public package(set) var started: String?
    /// The voice's people who talked below its posts there.
    public package(set) var people: Int
    /// Those of them who did so nowhere else.
    public package(set) var onlyThere: Int
    /// When, as a moment; not encoded beside `started`.
    package var startTime: Timestamp?

    private enum CodingKeys: CodingKey { case conversation, platform, author, started, people, onlyThere }
  }

  /// What is explained.
  public package(set) var voice: Person
  /// What it is, by the roster.
  public package(set) var kind: String
  /// Its organisation, by the roster.
  public package(set) var organisation: String?
  /// Its role, by the roster.
  public package(set) var role: String?
  /// Where it stands in the ranking.
  public package(set) var section: String
  /// Its rank there.
  public package(set) var rank: Int?
  /// M + C, in points.
  public package(set) var score: Int
  /// What kind of evidence the figures come from.
  public package(set) var basis: String
  /// The figures that count people, down the funnel.
  public package(set) var figures: [Figure]
  /// What the other figures come from, in sentences.
  public package(set) var grounds: [String]
  /// The conversations behind reply reach, that of most people first.
  public package(set) var conversations: [Conversation]
  /// What to keep in mind, in plain words.
  public package(set) var flags: [String]
  /// What would change the figures, in plain words.
  public package(set) var changes: [String]

  /// Explains one row of a scored network.
  /// - Parameter rows: all rows, best first.
  package init(_ row: ScoredRow, among rows: some RandomAccessCollection<ScoredRow>, in network: MeasuredNetwork) {
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
    let cautions = VoiceFlags(row, in: network)
    flags = cautions.sentences + cautions.sentencesOfAll
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
