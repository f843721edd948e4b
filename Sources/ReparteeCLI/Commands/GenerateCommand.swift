import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeGenerator
import ReparteeJobs
import ReparteeText

extension SyntheticNetwork.Shape: ExpressibleByArgument {}
extension FollowGraphModel: ExpressibleByArgument {}

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes an invented network of any size, or an invented sample with its job.",
    discussion: """
      The same seed gives the same bytes on every machine, whatever its number of cores. Nobody in it exists.

      A network is posts.csv, follows.txt (follower, followed), interactions.csv (reposts) and roster.csv. Conversations \
      have the shapes of real ones; follows are R-MAT, in which a row may occur twice, as in Graph500. Memory does not \
      grow with the size.

        repartee generate --accounts 100000 --posts 1000000 --follows 5000000 --output network
        repartee import network/posts.csv network/interactions.csv --into network.repartee
        repartee import network/follows.txt --kind follow --into network.repartee
        repartee tag network/roster.csv --into network.repartee

        repartee generate --shape chain --posts 1000000 --output chain

      Puppets, rings and pile-ons can be planted, to see which measures they fool: import planted_posts.csv beside posts.csv, and \
      look up in planted.csv who they are.

        repartee generate --accounts 10000 --posts 100000 --puppets 12 --pile-on 10 --output planted

      A sample is a small invented campaign:

        repartee generate --sample policy-engagement --output campaign
        repartee run campaign/job.yaml
      """)

  @Option(help: "Instead of a network, a sample: policy-engagement, a health department's campaign.")
  var sample: GeneratedSample?

  @Option(help: "How many accounts there are. Not all of them post.")
  var accounts: Int?

  @Option(help: "How many posts, replies included (default: none).")
  var posts: Int?

  @Option(help: "How many rows of follows (default: none).")
  var follows: Int?

  @Option(help: "How many reposts (default: as many as posts in an ordinary network, else none).")
  var reposts: Int?

  @Option(help: "How posts are connected: ordinary conversations, or one single chain or star of all posts.")
  var shape: SyntheticNetwork.Shape?

  @Option(help: "How follows are drawn: rmat (default), or preferential attachment.")
  var followModel: FollowGraphModel?

  @Option(
    help: ArgumentHelp(
      "Plant this many groups of puppets and mutual rings; planted_posts.csv has what they say, planted.csv who they are.",
      valueName: "groups"))
  var puppets: Int?

  @Option(help: ArgumentHelp("Plant this many pile-ons on popular accounts, into the same files.", valueName: "count"))
  var pileOn: Int?

  @Option(help: "Random seed (default: 1; for a sample, the seed of its files in datasets/).")
  var seed: UInt64?

  @Option(help: ArgumentHelp("The folder to write to, made where it is missing.", valueName: "dir"))
  var output: String

  @Flag(help: "Replace files of the same names.")
  var replace = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    if sample == nil {
      _ = try network()
    } else if accounts != nil || posts != nil || follows != nil || reposts != nil || shape != nil || followModel != nil
      || puppets != nil || pileOn != nil
    {
      throw ValidationError("A sample has its own size and shape: leave out --sample, or all but --seed.")
    }
  }

  func run() throws {
    // Before a folder is made for it.
    let network = sample == nil ? try network() : nil
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw GenerateError.noFolder(output)
    }
    if let sample {
      try write(sample, to: folder)
    } else if let network {
      try write(network, to: folder)
    }
  }

  /// The network that the options describe.
  private func network() throws -> SyntheticNetwork {
    let shape = shape ?? .ordinary
    let posts = posts ?? 0
    // A chain or a star is by as many people as it has posts, by default.
    guard let accounts = accounts ?? (shape == .ordinary ? nil : max(1, posts)) else {
      throw ValidationError(
        "Say how large a network: --accounts N --posts N --follows N; or which sample: --sample policy-engagement.")
    }
    do {
      return try SyntheticNetwork(
        accounts: accounts, posts: posts, follows: follows ?? 0,
        reposts: reposts ?? (shape == .ordinary ? posts : 0), seed: seed ?? 1, shape: shape,
        followModel: followModel ?? .rmat, puppets: puppets ?? 0, pileOns: pileOn ?? 0)
    } catch {
      throw ValidationError(Remedy.line(for: error, isJob: false))
    }
  }
}

/// Why nothing is written.
enum GenerateError: Error, CustomStringConvertible {
  case noFolder(String)
  case taken([String])
  case held([String])

  var description: String {
    switch self {
    case .noFolder(let path):
      "\(path): this folder cannot be made. Check that no file has its name, and that the folder above may be written to."
    case .taken(let paths):
      "\(paths.joined(separator: ", ")): something else is there already. Write to another folder, or replace it by "
        + "--replace; nothing was written."
    case .held(let paths):
      "\(paths.joined(separator: ", ")): there already. Write to another folder, or replace what is there by "
        + "--replace; nothing was written."
    }
  }
}

/// A sample that can be generated.
enum GeneratedSample: String, CaseIterable, ExpressibleByArgument {
  case policyEngagement = "policy-engagement"

  func files(seed: UInt64?) -> [GeneratedFile] {
    switch self {
    case .policyEngagement: PolicyEngagement(seed: seed ?? PolicyEngagement.publishedSeed).files
    }
  }
}

extension GenerateCommand {
  /// Writes the files of a sample, unless others are in their places.
  func write(_ sample: GeneratedSample, to folder: URL) throws {
    let files = sample.files(seed: seed).map { (path: folder.appendingPathComponent($0.name).path, text: $0.text) }
    let others = files.filter { file in
      FileManager.default.contents(atPath: file.path).map { $0 != Data(file.text.utf8) } ?? false
    }
    if !replace, !others.isEmpty { throw GenerateError.taken(others.map(\.path)) }
    for file in files {
      try OutputFile(file.path).write(file.text)
      if !quiet { StandardError.print(file.path) }
    }
    let results = folder.appendingPathComponent("output").path
    if !others.isEmpty, FileManager.default.fileExists(atPath: results) {
      StandardError.print(
        "\(results): a store in it still holds the files that were replaced; remove it before running the job again.")
    }
  }
}

extension GenerateCommand {
  /// Writes the files of a network, unless there are files in their places.
  func write(_ network: SyntheticNetwork, to folder: URL) throws {
    let sheets = network.sheets.map { (sheet: $0, path: folder.appendingPathComponent($0.name).path) }
    let held = sheets.map(\.path).filter(FileManager.default.fileExists)
    if !replace, !held.isEmpty { throw GenerateError.held(held) }
    // A path that cannot be written to fails before hours of work.
    for (_, path) in sheets { _ = try OutputFile(path) }
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.clear() }
    for (sheet, path) in sheets {
      let file = try StreamedFile(path)
      var bytes = 0
      try SheetStream.write(sheet) { block in
        try file.write(block)
        bytes += block.count
      } progress: { rows in
        // The bytes to come are estimated from the rows so far.
        bar.update(path: path, done: bytes, total: Int(Double(bytes) / Double(rows) * Double(sheet.rowCount)))
      }
      try file.finish()
      bar.begin()
      if !quiet {
        StandardError.print("\(path): \(NumberFormat.text(sheet.rowCount)) rows, \(NumberFormat.text(bytes)) bytes")
      }
    }
  }
}
