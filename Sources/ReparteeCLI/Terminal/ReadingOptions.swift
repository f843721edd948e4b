import ArgumentParser
import ReparteeFormats
import ReparteeJobs

/// What the user says about a file beyond its path: for every command that reads one.
struct ReadingOptions: ParsableArguments {
  @Option(help: "The format's name, where it cannot be detected; see: repartee formats")
  var format: String?

  @Option(help: "What the rows of an edge list mean: \(EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: EdgeKind?

  @Option(help: "The platform of ids, where the files do not say it (default: the format's, else local).")
  var platform: String?

  @Option(help: ArgumentHelp("The header that holds a field of a sheet; may be repeated.", valueName: "field=header"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp("Whose file it is, where it does not say so: the account's id or handle.", valueName: "account"))
  var owner: String?

  @Option(help: "What the accounts of a bare list do to --owner: followers follow it, following are followed by it.")
  var list: AccountList?

  @Option(
    help: ArgumentHelp(
      "What the columns or keys of a file of no known format mean: a mapping file, or one of \(ShippedMappings.names.joined(separator: ", ")).",
      valueName: "file|name"))
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "What is kept of what posts say: hashtags, domains (of links), both with a comma between, or none. The text itself is "
        + "never kept.", valueName: "names"))
  var text = TextPolicy.none

  @Flag(
    help:
      "The follow lists are complete, so that the followers held count where the platform gives no count of its own."
  )
  var completeFollows = false

  func validate() throws {
    _ = try columns()
    if mapping != nil, format != nil || !column.isEmpty {
      throw ValidationError("--mapping says all that --format and --column say; leave these out.")
    }
  }

  /// The options as the readers take them.
  func options() throws -> ReadOptions {
    var options = ReadOptions(
      format: format, kind: kind, platform: platform, columns: try columns(), owner: owner, list: list,
      mapping: try mapping.map { try Mapping(named: $0) })
    options.text = text
    options.completeFollows = completeFollows
    return options
  }

  private func columns() throws -> [String: String] {
    var columns: [String: String] = [:]
    for pair in column {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw ValidationError("--column \(pair): expected FIELD=HEADER, such as --column actor=user_id.")
      }
      columns[String(parts[0])] = String(parts[1])
    }
    return columns
  }
}
