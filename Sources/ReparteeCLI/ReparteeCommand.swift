import ArgumentParser
import ReparteeJobs

/// The command `repartee`: one file a subcommand.
@main
struct ReparteeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repartee",
    abstract: "Finds the people a conversation runs through.",
    discussion: """
      Scores every voice by how many people it answers and how many of them come back, with its reply reach (how many \
      distinct people talk below what it posts) beside it, never by follower count.

        repartee import posts.jsonl.gz follows.csv --into campaign.repartee
        repartee tag roster.csv --into campaign.repartee
        repartee score campaign.repartee
        repartee draw campaign.repartee network --output network.svg

      Exit codes:

      \(ExitMeaning.table)
      """,
    version: Program.version,
    subcommands: [
      ImportCommand.self, InspectCommand.self, TagCommand.self, RosterCommand.self, SourcesCommand.self,
      UndoCommand.self,
      ScoreCommand.self, CompareCommand.self, ExplainCommand.self, ChooseCommand.self, ChangesCommand.self,
      ConversationsCommand.self, NetworkCommand.self, CoverageCommand.self, QualityCommand.self, MeasuresCommand.self,
      DrawCommand.self, BriefCommand.self, ExportCommand.self, CheckCommand.self, SalvageCommand.self,
      AboutCommand.self,
      ForgetCommand.self,
      InitCommand.self, RunCommand.self, GenerateCommand.self, FormatsCommand.self,
    ])

  static func main() {
    var isJob = false
    do {
      var command = try parseAsRoot()
      isJob = command is RunCommand
      Interruption.watch()
      try command.runPublishing()
    } catch {
      Failure.exit(error, isJob: isJob) { exit(withError: error) }
    }
  }
}
