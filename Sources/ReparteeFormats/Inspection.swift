import ReparteeGraph

/// What a file is and what would be read of it, found by reading all of it and keeping nothing but counts and beginnings.
///
/// Rows are counted before a store says which of them it has already: rows in = read + ignored + rejected.
/// Complexity: linear in the file's size; memory flat.
package struct Inspection: Sendable {
  /// The format's name, and what it is.
  package let format: (name: String, summary: String)
  /// The platform of ids that the file does not place itself; nil where it has to be said.
  package let platform: String?
  /// Headers of columns that hold nothing Repartee keeps.
  package let ignoredColumns: [String]
  /// What else was noticed: how the file is written, what was repaired, and warnings.
  package private(set) var notes: [String] = []
  /// How many lines the file has.
  package private(set) var lines = 0
  /// Rows that make records.
  package private(set) var read = 0
  /// Rows that are left out on purpose, by reason.
  package private(set) var ignored: [String: Int] = [:]
  /// Rows that cannot be read.
  package private(set) var rejected = 0
  /// How many records there are by what they are (`accounts`, `posts`, `posts carried by others`, `follow`, `reply` …).
  package private(set) var records: [(name: String, count: Int)] = []
  /// The first accounts, posts, interactions and follows.
  package private(set) var beginnings: [(name: String, table: ResultTable)] = []
  /// The first rejected rows.
  package private(set) var rejects: [Reject] = []

  /// Reads the file at `path` to its end.
  /// - Parameter showing: how many of each kind of record, and of the rejects, are kept to be shown.
  /// - Throws: `FormatError`, as an import would.
  package init(path: String, options: ReadOptions = ReadOptions(), showing: Int = 5) throws {
    let reader = try FileReader(path: path, options: options)
    format = (reader.formatName, reader.formatSummary)
    (platform, ignoredColumns) = (reader.platform, reader.ignoredColumns)
    var tally = Tally(showing: showing)
    var rounded = RoundedIDs()
    var found: [String: Int] = [:]
    let summary = try reader.read { batch in
      tally.add(batch)
      rounded.add(batch)
      found.merge(batch.notes, uniquingKeysWith: +)
      for (reason, count) in batch.ignored { ignored[reason, default: 0] += count }
      rejected += batch.rejects.count
      rejects += batch.rejects.prefix(max(0, showing - rejects.count))
    }
    notes = reader.notes + found.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" } + rounded.warnings
    lines = summary.lines
    read = tally.rows
    records = tally.counts
    beginnings = tally.tables
  }

  /// How many rows the file has.
  package var rows: Int { read + rejected + ignored.values.reduce(0, +) }
}

/// Counts the records of batches, and keeps the first of each kind.
private struct Tally {
  let showing: Int
  private(set) var rows = 0
  private var accounts: [[TableCell]] = []
  private var posts: [[TableCell]] = []
  private var interactions: [[TableCell]] = []
  private var follows: [[TableCell]] = []
  private var count: [String: Int] = [:]

  init(showing: Int) { self.showing = showing }

  mutating func add(_ batch: RecordBatch) {
    for records in batch.platforms {
      count["accounts", default: 0] += records.accounts.count
      keep(records.accounts, in: &accounts) {
        [.text("\($0.id)"), .text($0.handle), .text($0.name), .integer($0.followers)]
      }
      for post in records.posts { count[post.isRow ? "posts" : "posts carried by others", default: 0] += 1 }
      keep(records.posts, in: &posts) {
        [
          .text("\($0.id)"), .text($0.author?.description), .text($0.parent?.description),
          .text($0.conversation?.description), .moment($0.time), .text($0.kind.rawValue),
        ]
      }
      for interaction in records.interactions { count[interaction.kind.rawValue, default: 0] += 1 }
      if let kind = records.edges.kind { count[kind.rawValue, default: 0] += records.edges.count }
      func cells(_ record: InteractionRecord) -> [TableCell] {
        [
          .text(record.kind.rawValue), .text("\(record.actor)"), .text("\(record.target)"), .moment(record.time),
          .text(record.post?.description),
        ]
      }
      keep(records.interactions, in: &interactions, cells)
      keep(records.edges.records, in: &interactions, cells)
      count["follows", default: 0] += records.follows.count
      keep(0..<records.follows.count, in: &follows) {
        [.text("\(records.follows.followers[$0])"), .text("\(records.follows.followed[$0])")]
      }
      count["reposts of posts that other rows hold", default: 0] += records.reposts.count
      rows += records.reposts.count
      rows +=
        records.posts.count { $0.isRow } + records.interactions.count { $0.isRow } + records.edges.count
        + records.follows.count
    }
    count["roster lines", default: 0] += batch.roster.count
    rows += batch.roster.count { $0.isRow }
  }

  private func keep<Records: Collection>(
    _ records: Records, in rows: inout [[TableCell]], _ cells: (Records.Element) -> [TableCell]
  ) {
    rows += records.prefix(max(0, showing - rows.count)).map(cells)
  }

  var counts: [(name: String, count: Int)] {
    let order = ["accounts", "posts", "posts carried by others", "follows", "roster lines"]
    let kinds = InteractionKind.allCases.map(\.rawValue)
    return (order + kinds).compactMap { name in
      count[name].flatMap { $0 > 0 ? (name, $0) : nil }
    }
  }

  var tables: [(name: String, table: ResultTable)] {
    [
      ("accounts", ResultTable(columns: ["id", "handle", "name", "followers"], rows: accounts)),
      ("posts", ResultTable(columns: ["id", "author", "parent", "conversation", "time", "kind"], rows: posts)),
      ("interactions", ResultTable(columns: ["kind", "actor", "target", "time", "post"], rows: interactions)),
      ("follows", ResultTable(columns: ["follower", "followed"], rows: follows)),
    ].filter { !$0.1.rows.isEmpty }
  }
}
