import ArgumentParser
import Foundation
import Generator
import Jobs

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes an invented sample, with a job that runs over it.",
    discussion: """
      The same seed gives the same bytes on every machine. Nobody in a sample exists.

        repartee generate --sample policy-engagement --output campaign
        repartee run campaign/job.yaml
      """)

  /// What can be generated.
  enum Sample: String, CaseIterable, ExpressibleByArgument {
    case policyEngagement = "policy-engagement"

    func files(seed: UInt64?) -> [GeneratedFile] {
      switch self {
      case .policyEngagement: PolicyEngagement(seed: seed ?? PolicyEngagement.publishedSeed).files
      }
    }
  }

  @Option(help: "The sample: policy-engagement, a health department's campaign.")
  var sample: Sample

  @Option(help: "Where chance starts; without it, the seed of the sample in datasets/.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("The folder to write to, made where it is missing.", valueName: "dir"))
  var output: String

  @Flag(help: "Replace files of the same names that say something else.")
  var replace = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw GenerateError.noFolder(output)
    }
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

/// Why a sample is not written.
enum GenerateError: Error, CustomStringConvertible {
  case noFolder(String)
  case taken([String])

  var description: String {
    switch self {
    case .noFolder(let path):
      "\(path): this folder cannot be made. Check that no file has its name, and that the folder above may be written to."
    case .taken(let paths):
      "\(paths.joined(separator: ", ")): something else is there already. Write to another folder, or replace it by "
        + "--replace; nothing was written."
    }
  }
}
