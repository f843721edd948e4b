import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeStore

/// Which steps of a job are up to date: the same program made them from the same data by the same rules, and what they
/// wrote is still as they wrote it.
struct StepCache {
  /// What all steps depend on.
  private let inputs: String
  private let held: [String: DoneStep]
  private var done: [String: DoneStep] = [:]
  private let store: ConversationStore

  private static let scoring = "score"
  private static let noticing = "notices"

  /// - Parameter notices: what is said in the outputs and stands in no source.
  init(_ job: JobFile, notices: [RunNotice], store: ConversationStore) throws {
    let sources = try store.sources().map { source in
      "\(source.number) \(source.sha256) \(source.format) \(source.rowsIn) \(source.kept) \(source.path.split(separator: "/").last ?? "")"
    }
    inputs = Self.digest(
      [try Self.program(), Scoring.definitionsVersion, job.fingerprint] + notices.map(\.text) + [
        sources.joined(separator: "\n")
      ])
    held = try store.doneSteps()
    self.store = store
  }

  /// What the scoring found, in a sentence, where it is done.
  var finding: String? {
    held[Self.scoring].flatMap { $0.key == inputs ? $0.result : nil }
  }

  /// What was noticed of the data when they were scored, where that is done.
  var notices: [RunNotice]? { held[Self.noticing].flatMap { $0.key == inputs ? RunNotice.list($0.result) : nil } }

  /// Whether an output is done.
  func isDone(_ output: JobOutput) -> Bool {
    guard let step = held[name(of: output)], step.key == key(of: output), let digest = output.digest else {
      return false
    }
    return step.result == digest
  }

  /// Notes that scoring is done.
  mutating func scored(_ finding: String, _ notices: [RunNotice]) {
    done[Self.scoring] = DoneStep(key: inputs, result: finding)
    done[Self.noticing] = DoneStep(key: inputs, result: RunNotice.text(notices))
  }

  /// Notes that an output is written.
  mutating func wrote(_ output: JobOutput) {
    if let digest = output.digest { done[name(of: output)] = DoneStep(key: key(of: output), result: digest) }
  }

  /// Keeps in the store what was noted.
  func keep() throws { try store.keep(done) }

  /// An output is the same one from any working directory.
  private func name(of output: JobOutput) -> String { "output " + store.place(of: output.path) }

  private func key(of output: JobOutput) -> String { Self.digest([inputs, output.fingerprint]) }

  /// The program that runs: another one may do the same step otherwise.
  private static func program() throws -> String {
    try Bundle.main.executablePath.map { try SHA256Digest.ofFile(at: $0) } ?? ""
  }

  private static func digest(_ parts: [String]) -> String {
    let digest = SHA256Digest()
    for part in parts { Data("\(part.utf8.count)\n\(part)".utf8).withUnsafeBytes { digest.update($0) } }
    return digest.finish()
  }
}
