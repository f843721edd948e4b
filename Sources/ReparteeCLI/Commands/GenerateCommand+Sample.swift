import ArgumentParser
import Foundation
import ReparteeGenerator
import ReparteeJobs

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
