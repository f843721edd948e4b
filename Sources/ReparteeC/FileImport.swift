import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore

/// What became of imported files.
struct ImportLedger: Sendable {
  /// A file each, in the order of import.
  var reports: [ImportReport] = []
  /// Files of folders and archives that are no data, each with the reason.
  var passedOver: [(path: String, reason: String)] = []
  /// What there is to say of all files together.
  var warnings: [String] = []

  /// The ledger as tables: `files`, `notes` and `passed_over`.
  var answer: Answer {
    let sources = reports.map(\.source)
    func counts(_ count: KeyPath<Source, Int>) -> ArrowExport.Column {
      .integers(sources.map { Int64($0[keyPath: count]) })
    }
    let notes = reports.flatMap { report in report.remarks(conflicts: .max).map { (report.path, $0) } }
    return Answer(
      tables: [
        "files": ArrowExport([
          ("path", .texts(reports.map(\.path))), ("format", .texts(sources.map(\.format))),
          ("source", .integers(sources.map { Int64($0.number) })), ("rows_in", counts(\.rowsIn)),
          ("kept", counts(\.kept)),
          ("duplicates", counts(\.duplicates)), ("ignored", counts(\.ignored)), ("rejected", counts(\.rejected)),
          ("held_already", .integers(reports.map { $0.wasAlreadyImported ? 1 : 0 })),
        ]),
        "notes": ArrowExport([("path", .texts(notes.map(\.0))), ("note", .texts(notes.map(\.1)))]),
        "passed_over": ArrowExport([
          ("path", .texts(passedOver.map(\.path))), ("reason", .texts(passedOver.map(\.reason))),
        ]),
      ],
      texts: ["warnings": warnings.joined(separator: "\n")])
  }
}

/// Imports the files that a caller names, as the command does.
enum FileImport {
  /// Imports files into a store, and loads its network.
  ///
  /// The options `file.0`, `file.1` … name files, folders, archives or patterns; `file.0.format` and the like say how to read
  /// them. Rosters are `roster.0`, `roster.1` …, and come last.
  /// - Throws: `FormatError`, `StrictError`, `NothingReadError`, `StoreError`, `OutputError`, `Work.Stopped`; the store is then
  ///   as it was before the file that failed, and a new one without a file is deleted.
  static func run(_ options: Options, _ work: Work?) throws -> LoadedNetwork {
    guard let store = options.text("store") else {
      throw TableError("store: expected the path of a store, found none.")
    }
    var files: [ImportStep.File] = []
    var place = 0
    while let name = options.text("file.\(place)") {
      let own = try readOptions(options.group("file.\(place)"))
      files += try InputFiles.files(for: [name]).map {
        ImportStep.File(path: $0.path, options: own, isFromFolder: $0.isFromFolder)
      }
      place += 1
    }
    files += options.all("roster").map { ImportStep.File(path: $0, options: ReadOptions(format: "roster-csv")) }
    if files.isEmpty { throw TableError("expected files, found none.") }
    var step = ImportStep(
      files: files, store: store, rejects: options.text("rejects"), strict: options.isOn("strict"))
    step.wait = try options.wait(work)
    var ledger = ImportLedger()
    do {
      try step.check()
      try work?.check()
      try step.run(
        progress: { progress in
          // A pipe does not say how much is to come.
          let share = progress.total.map { $0 > 0 ? Double(progress.done) / Double($0) : 1 } ?? 0
          try work?.reach(0.8 * min(1, share))
        }, report: { ledger.reports.append($0) })
    } catch StoreError.locked(let path, let holder) {
      try work?.check()
      throw StoreError.locked(path: path, holder: holder)
    }
    (ledger.passedOver, ledger.warnings) = (step.passedOver, step.warnings)
    try work?.reach(0.9)
    return try LoadedStore.open(options, work, imports: ledger)
  }

  private static func readOptions(_ options: Options) throws -> ReadOptions {
    var read = ReadOptions(
      format: options.text("format"), kind: try options.text("kind").map { try options.choice("kind", $0) },
      platform: options.text("platform"), columns: options.columns, owner: options.text("owner"),
      list: try options.text("list").map { try options.choice("list", $0) },
      mapping: try options.text("mapping").map { try Mapping(named: $0) })
    if read.mapping != nil, read.format != nil || !read.columns.isEmpty {
      throw TableError("mapping says all that format and columns say; leave these out.")
    }
    if let names = options.text("text") {
      guard let text = TextPolicy(names: names) else {
        throw TableError("text: expected some of \(TextPolicy.names.joined(separator: ", ")), found “\(names)”.")
      }
      read.text = text
    }
    read.completeFollows = options.isOn("complete_follows")
    return read
  }
}
