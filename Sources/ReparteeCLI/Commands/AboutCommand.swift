import ArgumentParser
import ReparteeStore

struct AboutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "about", abstract: "Lists everything that a store holds on one account, for a subject access request.",
    discussion: """
      One row per item: what it is, what is held, when it happened or was seen, and the file that said it. Besides what the account \
      did, these are what others did towards it, who follows it, what rosters and saved runs say, and texts that name it.

      The account is named by its id, any handle that it had, or its name; by PLATFORM:NAME where several have that name; or by \
      id=PLATFORM:ID, which means that id alone.

        repartee about campaign.repartee MarianOakhollowDPW
        repartee about campaign.repartee id=x:11348282 --output-format json > held.json
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: ArgumentHelp("The account.", valueName: "account"))
  var account: String

  @OptionGroup var output: TableOptions

  func run() throws {
    let report = try store.open().about(account)
    try output.print(report.table)
    output.note("note: results that were written elsewhere, such as briefings and exports, are not in the store")
  }
}
