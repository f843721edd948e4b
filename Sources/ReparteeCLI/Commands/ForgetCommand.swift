import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Erases accounts from a store for good, and keeps them from coming back.",
    discussion: """
      What the accounts wrote and did, who follows them and whom they follow, their lines of rosters, their rows of saved runs and \
      their names in notes and reasons of rejects are erased, from the unused bytes of the file too. Their posts stay as \
      nameless tombstones, so that conversations keep their shape. A later import of the same files does not bring them back.

      The result is a table of the voices whose published figures change, by the rules of “score” without options. On standard \
      error: what was erased, and which results written by jobs still name the accounts; these are to be removed or made again, \
      as are copies of the store, and the files that were imported.

        repartee forget campaign.repartee MarianOakhollowDPW id=mastodon:1092
        repartee forget campaign.repartee --file to-forget.txt --output-format csv > changes.csv

      An account is named as in “repartee about”; id=PLATFORM:ID may name one that the store does not hold, so that it never will.
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: ArgumentHelp("The accounts.", valueName: "account"))
  var accounts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file that names accounts, one a line; lines that begin with # are skipped.", valueName: "file"))
  var file: String?

  @OptionGroup var output: TableOptions

  func validate() throws {
    if accounts.isEmpty, file == nil { throw ValidationError("Name the accounts to forget, or a --file of them.") }
  }

  func run() throws {
    let names = accounts + (try file.map(AccountFile.init(readingFile:))?.names ?? [])
    if names.isEmpty { throw ValidationError("\(file ?? ""): no account is named in it; expected one a line.") }
    let store = try store.open(.writing)
    var step = ScoreStep()
    step.top = 0
    let before = try step.run(on: store)
    let erasure = try store.forget(accounts: names)
    let after = try step.run(on: store)
    try output.print(FigureChanges(from: before.namedRows, to: after.namedRows).table)
    report(erasure)
  }

  private func report(_ erasure: ConversationStore.Erasure) {
    let counts = erasure.counts
    output.note(
      "\(store.path): forgot \(NumberFormat.text(erasure.accounts.count, "account")), of which it held \(erasure.held): "
        + "\(NumberFormat.text(counts.posts, "post")) are tombstones now; erased "
        + "\(NumberFormat.text(counts.interactions, "act")), \(NumberFormat.text(counts.follows, "follow")), "
        + "\(NumberFormat.text(counts.rosterLines, "roster line")), \(NumberFormat.text(counts.scores, "saved score")) and the "
        + "names in \(NumberFormat.text(counts.texts, "text"))")
    // Whoever keeps results has to know, however quiet the command.
    for path in erasure.outputs { StandardError.print("still names a forgotten account: \(path)") }
    output.note(
      "note: copies of the store, results written by other commands than “run”, and the imported files themselves are not "
        + "changed")
  }
}

/// Names of accounts from a file.
private struct AccountFile {
  var names: [String]

  /// - Throws: `FormatError` where it cannot be read.
  init(readingFile path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FormatError.missing(path: path) }
    guard status.st_mode & S_IFMT == S_IFREG, let data = FileManager.default.contents(atPath: path) else {
      throw FormatError.unreadable(path: path, reason: "a file of names was expected, one a line")
    }
    names = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}

extension ScoreStep.Result {
  /// The rows, each with what names its voice whatever others are called.
  fileprivate var namedRows: [(name: String, row: ScoredRow)] {
    rows.map { ("\(measured.voices.platforms[$0.voice]):\(measured.voices.ids[$0.voice])", $0) }
  }
}
