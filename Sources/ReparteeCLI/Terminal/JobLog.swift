import Foundation
import ReparteeJobs
import ReparteeStore
import ReparteeText

/// The events of a job, one line of JSON each: for programs that watch it.
enum JobLog {
  static func line(of event: JobRun.Event) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Step(event)), as: UTF8.self)
  }

  private struct Step: Encodable {
    var step = ""
    var path: String?
    var format: String?
    var wasHeld: Bool?
    var rowsIn: Int?
    var kept: Int?
    var duplicates: Int?
    var ignored: Int?
    var rejected: Int?
    var voices: Int?
    var finding: String?
    var notes: [String]?
    var posts: Int?
    var interactions: Int?
    var accounts: Int?
    var notices: [Notice]?

    struct Notice: Encodable {
      var kind: String
      var text: String
      var needsAttention: Bool
    }

    init(_ event: JobRun.Event) {
      switch event {
      case .reading(let progress): (step, path) = ("reading", progress.path)
      case .imported(let report):
        let source = report.source
        (step, path, format, wasHeld) = ("imported", source.path, source.format, report.wasAlreadyImported)
        (rowsIn, kept, duplicates) = (source.rowsIn, source.kept, source.duplicates)
        (ignored, rejected) = (source.ignored, source.rejected)
      case .passedOver(let path, let reason): (step, self.path, notes) = ("passed over", path, [reason])
      case .warned(let warning): (step, notes) = ("warned", [warning])
      case .noticed(let notices):
        step = "noticed"
        self.notices = notices.map {
          Notice(kind: $0.kind.rawValue, text: $0.text, needsAttention: $0.kind.needsAttention)
        }
      case .scored(let voices, let finding, let notes):
        let isHidden = SmallCounts.current?.hides(voices) == true
        (step, self.voices, self.finding, self.notes) = ("scored", isHidden ? nil : voices, finding, notes)
      case .scoredBefore(let finding): (step, self.finding) = ("unchanged", finding)
      case .unchanged(let path, _): (step, self.path) = ("unchanged", path)
      case .forgot(let forgotten):
        step = "forgot"
        (posts, interactions, accounts) = (forgotten.posts, forgotten.interactions, forgotten.accounts)
      case .removed(let path): (step, self.path) = ("removed", path)
      case .wrote(let path, _): (step, self.path) = ("wrote", path)
      }
    }
  }
}
