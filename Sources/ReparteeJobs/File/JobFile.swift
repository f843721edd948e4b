import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeText
import Yams

/// What a job does, read from one YAML file: which store, which sources, how to score, what to write.
///
/// Paths in the file are relative to it.
package struct JobFile: Sendable {
  /// The store's path.
  package var store: String
  /// What to import, in order.
  package var sources: [ImportStep.File]
  /// Rosters to tag accounts with.
  package var rosters: [ImportStep.File]
  /// How to score.
  package var score: ScoreStep
  /// What to write.
  package var outputs: Outputs
  /// How long to keep what was read and written.
  package var retention: Retention
  /// What becomes of rows that a file no longer holds.
  package var replaced = ReplacedRule.keep
  /// What its sources may be at most.
  package let limits: InputLimits
  /// Which counts are hidden in what it publishes; nil hides none.
  package var smallCounts: SmallCounts?
  /// Its own path, by which a store knows what it read for this job.
  let path: String
  /// The files that say what the job does: its own, those that it includes, and mappings.
  let configuration: [String]
  /// Names of sources that stand for no file today, with the reason.
  let missing: [(name: String, error: FormatError)]
  /// The window, and what is compared with it.
  let window: JobWindow
  /// The moment that the job runs at: `--as-of`, or now.
  let moment: Timestamp

  /// All settings that its results depend on, as text: equal fingerprints mean equal results.
  let fingerprint: String

  /// The version of what a job may say.
  package static let version = "1"

  /// The keys of a job.
  static let keys = [
    "version", "include", "store", "sources", "replaced", "text", "roster", "window", "ranking", "look", "outputs",
    "diagrams",
    "exports", "briefing", "retention", "small_counts", "limits",
  ]

  /// Reads the job file at `path`.
  /// - Parameters:
  ///   - asOf: the moment that relative windows end before; nil takes today, in UTC.
  ///   - overrides: what stands instead of the file's fingerprint, such as `ranking.by=score`.
  /// - Throws: `FormatError` where there is none, `JobError` with the line of the first mistake in it.
  package init(path: String, asOf: Timestamp? = nil, overrides: [String] = []) throws {
    try self.init(yaml: YAMLText.ofFile(at: path), path: path, asOf: asOf, overrides: overrides)
  }

  /// Reads a job.
  /// - Parameters:
  ///   - yaml: its text.
  ///   - path: its path, for messages and for the paths in it.
  ///   - asOf: the moment that relative windows end before; nil takes today, in UTC.
  ///   - overrides: what stands instead of the file's values.
  /// - Throws: `JobError` with the line of the first mistake; nothing is run then.
  package init(yaml: String, path: String, asOf: Timestamp? = nil, overrides: [String] = []) throws {
    let tree = try JobTree(yaml: yaml, path: path, overrides: overrides)
    let top = tree.all
    if let version = top["version"], try version.text() != Self.version {
      throw version.error(
        "version is \(try version.text()); this program reads jobs of version \(Self.version). A newer program reads newer ones"
      )
    }
    store = try top.required("store").file()
    let text = try top["text"]?.textPolicy() ?? .none
    self.path = path
    moment = asOf ?? Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    if let rule = try top["replaced"]?.choice(ReplacedRule.self) { replaced = rule }
    var missing: [(name: String, error: FormatError)] = []
    var mappings: [String] = []
    let limits = try top["limits"]?.limits() ?? InputLimits()
    self.limits = limits
    sources = try InputLimits.$current.withValue(limits) {
      try top.required("sources").list().flatMap { try $0.importFiles(&missing, &mappings) }
    }.map { file in
      var file = file
      file.options.text = text
      return file
    }
    self.missing = missing
    rosters = try top["roster"]?.listOrOne().map { try $0.roster() } ?? []
    window = try JobWindow(top["window"], asOf: asOf, now: moment)
    score = try ScoreStep(window: window.window, ranking: top["ranking"])
    smallCounts = try top["small_counts"]?.smallCounts(rankedBy: score.scoring.ranking)
    outputs = try Outputs(top, window: window)
    outputs.brief.text = text
    configuration = tree.files + mappings + [outputs.pseudonymKey].compactMap(\.self)
    retention = try Retention(top["retention"], at: moment)
    let common = ["ranking", "look", "text", "small_counts"].map { top[$0]?.yaml ?? "" }
    fingerprint =
      ([window.fingerprint, retention.fingerprint, outputs.pseudonyms?.fingerprint ?? ""] + common).joined(
        separator: "\n")
    brief(with: window)
  }
}

extension JobNode {
  /// A seed of random numbers, which may be any.
  fileprivate func seed() throws -> UInt64 {
    guard let seed = UInt64(try text()) else {
      throw error("\(name) is \(try text()); expected a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }

  /// What sources may be at most.
  fileprivate func limits() throws -> InputLimits {
    let fields = try mapping(keys: InputLimits.all.map(\.key))
    return try InputLimits.all.reduce(into: InputLimits()) { limits, limit in
      guard let field = fields[limit.key] else { return }
      guard let number = Int(try field.text()), (1...limit.most).contains(number) else {
        throw field.error("\(field.name) is \(try field.text()); expected a whole number from 1 to \(limit.most)")
      }
      limits[keyPath: limit.value] = number
    }
  }

  /// Below which number counts are hidden.
  fileprivate func smallCounts(rankedBy ranking: Ranking) throws -> SmallCounts {
    let limit = try number(from: SmallCounts.limits.lowerBound)
    guard SmallCounts.limits.contains(limit) else {
      throw error(
        "small_counts is \(limit); expected \(SmallCounts.limits.lowerBound) to \(SmallCounts.limits.upperBound)")
    }
    // How many were answered is hidden beside few who came back; its order would tell it.
    if ranking == .reciprocated {
      throw error(
        "small_counts hides what a ranking by reciprocated shows by its order; rank by score, or leave one out")
    }
    return SmallCounts(below: limit)
  }

  /// What is kept of what posts say: a list of names, or names with commas between.
  fileprivate func textPolicy() throws -> TextPolicy {
    try listOrOne().reduce(into: TextPolicy.none) { policy, node in
      guard let own = TextPolicy(names: try node.text()) else {
        throw node.error("text is \(try node.text()); expected \(TextPolicy.names.joined(separator: ", "))")
      }
      policy.formUnion(own)
    }
  }

  /// A source: a path, or a mapping with `file` and the options of `import`; a folder or a pattern is several files.
  /// - Parameters:
  ///   - missing: takes in the names that stand for no file, which a later run may find again.
  ///   - mappings: takes in the files of mappings.
  fileprivate func importFiles(
    _ missing: inout [(name: String, error: FormatError)], _ mappings: inout [String]
  ) throws -> [ImportStep.File] {
    if isScalar { return try files(options: ReadOptions(), &missing) }
    let fields = try mapping(keys: [
      "file", "format", "kind", "platform", "columns", "owner", "list", "mapping", "complete",
    ])
    var options = ReadOptions()
    options.format = try fields["format"]?.text()
    options.kind = try fields["kind"]?.choice(EdgeKind.self)
    options.platform = try fields["platform"]?.text()
    options.owner = try fields["owner"]?.text()
    options.list = try fields["list"]?.choice(AccountList.self)
    options.completeFollows = try fields["complete"]?.flag() ?? false
    if let columns = fields["columns"] { options.columns = try columns.texts() }
    if let mapping = fields["mapping"] {
      if fields["format"] != nil || fields["columns"] != nil {
        throw mapping.error("a mapping says all that format and columns say; leave these out")
      }
      let name = try mapping.text()
      if ShippedMappings.names.contains(name.lowercased()) {
        options.mapping = try Mapping(named: name)
      } else {
        mappings.append(try mapping.file())
        options.mapping = try Mapping(named: mapping.file())
      }
    }
    return try fields.required("file").files(options: options, &missing)
  }

  /// A roster: a path, or a mapping with `file` and what its columns are called.
  fileprivate func roster() throws -> ImportStep.File {
    var options = ReadOptions(format: "roster-csv")
    if isScalar { return ImportStep.File(path: try file(), options: options) }
    let fields = try mapping(keys: ["file", "columns", "platform"])
    options.platform = try fields["platform"]?.text()
    if let columns = fields["columns"] { options.columns = try columns.texts() }
    return ImportStep.File(path: try fields.required("file").file(), options: options)
  }

  private func files(
    options: ReadOptions, _ missing: inout [(name: String, error: FormatError)]
  ) throws -> [ImportStep.File] {
    let (name, path) = (try text(), try file())
    do throws(FormatError) {
      return try InputFiles.files(for: [path]).map {
        var found = ImportStep.File(path: $0.path, options: options, isFromFolder: $0.isFromFolder)
        found.entry = name
        return found
      }
    } catch {
      switch error {
      case .missing, .noMatch: missing.append((name, error))
      default: throw error
      }
      return []
    }
  }
}

/// The window of a job, and what it makes of the briefing's dates.
struct JobWindow {
  var window = Window.all
  /// The window before, where the job's own is relative.
  var previous: Window?
  /// The day after which a folder of results is called, in the job's own zone; nil without an end.
  var day: String?
  /// The days, weeks or months that the job counts by; nil where the window's ends are given.
  var relative: RelativeWindow?
  /// Whose days the job speaks of and names; nil where ends are given and nobody says.
  var zone: TimeZone?

  /// All ends, as text.
  var fingerprint: String {
    ([window.start, window.end, previous?.start, previous?.end].map { $0.map { "\($0.milliseconds)" } ?? "open" }
      + [zone?.identifier ?? ""]).joined(separator: " ")
  }

  /// - Parameter now: `asOf`, or the present moment.
  init(_ node: JobNode?, asOf: Timestamp?, now: Timestamp) throws {
    guard let fields = try node?.mapping(keys: ["from", "to", "last", "time_zone"]) else {
      day = asOf?.isoDay
      return
    }
    if let field = fields["time_zone"] {
      guard let named = ZoneName.zone(try field.text()) else {
        throw field.error("time_zone is \(try field.text()); \(ZoneName.expectation(try field.text()))")
      }
      zone = named
    }
    guard let last = fields["last"] else {
      window = Window(start: try fields["from"]?.time(in: zone), end: try fields["to"]?.time(in: zone))
      if let from = window.start, let to = window.end, from >= to {
        throw fields.owner.error("from has to be earlier than to; the window does not hold its end")
      }
      let end = asOf ?? window.end.map { Timestamp(milliseconds: $0.milliseconds - 1) }
      day = end.map((zone.map { LocalDays(zone: $0) } ?? .utc).day)
      return
    }
    if let other = fields["from"] ?? fields["to"] { throw other.error("last stands instead of from and to") }
    let zone = zone ?? .gmt
    self.zone = zone
    let relative = RelativeWindow(span: try last.choice(CalendarSpan.self), zone: zone)
    let windows = relative.windows(before: now)
    (window, previous) = (windows.last, windows.previous)
    day = Timestamp(daysSince1970: zone.day(of: now)).isoDay
    self.relative = relative
  }
}

extension ScoreStep {
  init(window: Window, ranking: JobNode?) throws {
    self.init()
    scope.window = window
    let keys = ["by", "kinds", "colleagues", "bots", "quotes", "columns", "seed"]
    guard let fields = try ranking?.mapping(keys: keys) else { return }
    if let by = try fields["by"]?.choice(Ranking.self) { scoring.ranking = by }
    if let kinds = try fields["kinds"]?.list().map({ try $0.choice(VoiceKind.self) }) {
      scoring.eligibleKinds = Set(kinds)
    }
    if let rule = try fields["colleagues"]?.choice(Scope.ColleagueRule.self) { scope.colleagues = rule }
    if let rule = try fields["bots"]?.choice(Scope.BotRule.self) { scope.bots = rule }
    if let rule = try fields["quotes"]?.choice(NetworkBuilder.QuoteRule.self) { quotes = rule }
    if let seed = fields["seed"] { scoring.seed = try seed.seed() }
    if let columns = fields["columns"] {
      do {
        additionalColumns = try ScoreColumn.additional(named: columns.list().map { try $0.text() })
      } catch let error as MeasureNameError {
        throw columns.error(error.description)
      }
    }
  }
}

extension JobFile {
  /// What a source is called in what is published: a name may tell whose file it is.
  func shownName(ofSource name: String) -> String { outputs.pseudonyms == nil ? name : "(its name is hidden)" }

  /// What becomes of posts, replies and other acts that a file held at an earlier run and holds no longer.
  package enum ReplacedRule: String, CaseIterable, Sendable {
    /// They stay: a rolling export is history.
    case keep
    /// They leave the store, as do those of files that the job no longer lists: the files are the truth.
    case takeBack = "take back"
  }

  /// Says of which days the briefing speaks, and compares with no window of which the job has forgotten a part.
  private mutating func brief(with window: JobWindow) {
    outputs.days = window.zone.map { LocalDays(zone: $0) } ?? .utc
    outputs.brief.days = outputs.days
    outputs.brief.now = moment
    if let first = retention.forgetBefore, let start = window.previous?.start, start < first {
      outputs.brief.comparison = .none
    }
  }

  /// How long a job keeps what it has read and written.
  package struct Retention: Sendable {
    /// Posts, replies and other acts before this moment leave the store; nil keeps all.
    package var forgetBefore: Timestamp?
    /// How many dated briefings stay; nil keeps all.
    package var briefings: Int?
  }
}

extension JobFile.Retention {
  /// What of it shows in what is made.
  var fingerprint: String { forgetBefore.map { "from \($0.milliseconds)" } ?? "" }

  /// - Parameter moment: from the beginning of its day in UTC days are counted back.
  init(_ node: JobNode?, at moment: Timestamp) throws {
    guard let fields = try node?.mapping(keys: ["days", "months", "briefings"]) else { return }
    if let days = fields["days"], fields["months"] != nil {
      throw days.error("days and months exclude each other; leave one out")
    }
    if let months = fields["months"] {
      forgetBefore = Self.moment(try months.number(from: 1), monthsBefore: moment)
    }
    if let days = fields["days"] {
      let day: Int64 = 86_400_000
      let today = moment.milliseconds / day * day
      forgetBefore = Timestamp(milliseconds: today - Int64(min(1_000_000, try days.number(from: 1))) * day)
    }
    briefings = try fields["briefings"]?.number(from: 1)
  }

  /// The same day so many calendar months before, in UTC; the last of a shorter month.
  private static func moment(_ months: Int, monthsBefore moment: Timestamp) -> Timestamp {
    let today = CivilDate(daysSince1970: moment.daysSince1970)
    let month = today.year * 12 + today.month - 1 - Int64(min(1_000_000, months))
    func first(_ month: Int64) -> Int64 {
      let year = month >= 0 ? month / 12 : (month - 11) / 12
      return CivilDate(year: year, month: month - year * 12 + 1, day: 1).daysSince1970
    }
    return Timestamp(daysSince1970: min(first(month) + today.day - 1, first(month + 1) - 1))
  }
}
