import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeStore

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares voices figure by figure, and says what that shows.",
    usage: "repartee compare [<options>] <store> <voices> ...",
    discussion: """
      Begins with what the data say about each pair: who has the higher score, or that it is too \
      close to call (p of 0.05 and more, all pairs taken together), or why the two cannot be compared. CSV and JSON have one \
      row for each voice, with the columns of “score”; the sentences then go to standard error. --pairs gives the tests \
      instead, one row for each pair: difference, standard error, conversations, p, and p with all pairs taken together \
      (Holm).

        repartee compare campaign.repartee MarianOakhollowDPW DeptPublicWellbeing
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "Two voices or more: handle, id, or platform:handle.")
  var voices: [String]

  @Flag(help: "The tests of every pair, by score and by the people who came back, instead of the voices' figures.")
  var pairs = false

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var output: TableOptions

  func validate() throws {
    if voices.count < 2 { throw ValidationError("compare takes two voices at least.") }
  }

  func run() throws {
    let answer = try scope.step().answer(about: voices, from: store.open())
    for (place, row) in answer.rows.enumerated()
    where answer.rows[..<place].contains(where: { $0.voice == row.voice }) {
      throw ValidationError("\(voices[place]) is named twice.")
    }
    let comparison = Comparison(answer.rows, in: answer.measured)
    if pairs {
      try output.print(comparison.tests(in: answer.measured))
    } else if output.outputFormat == .table {
      try StandardOutput.print(comparison.sentences.map { SafeText.withoutControls($0) }.joined(separator: "\n") + "\n")
      try output.print(comparison.sideBySide)
    } else {
      try output.print(comparison.table)
      comparison.sentences.forEach { output.note($0) }
    }
    output.cautions(answer.measured)
  }
}
