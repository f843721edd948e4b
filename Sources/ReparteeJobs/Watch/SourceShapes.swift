import Foundation
import ReparteeStore
import ReparteeText

/// How the files of one entry of a job's sources were laid out so far, so that an export that changes is noticed before its
/// figures are believed.
struct SourceShapes {
  /// How one file was laid out.
  struct Shape: Codable, Equatable {
    var format: String
    /// The headers of a sheet.
    var columns: [String]
    /// Whether more than one row in ten was rejected.
    var isMostlyRejected: Bool
    /// Whether no post has a time, where there are posts.
    var lacksTimes: Bool
    /// Whether none of ten posts or more answers anything.
    var lacksAnswers: Bool

    init(_ report: ImportReport) {
      format = report.source.format
      columns = report.columns.sorted()
      isMostlyRejected = report.source.rejected * 10 > report.source.rowsIn
      lacksTimes = report.postRows.posts > 0 && report.postRows.undated == report.postRows.posts
      lacksAnswers = report.postRows.posts >= 10 && report.postRows.answers == 0
    }
  }

  private let entry: String
  /// What earlier runs read.
  private let known: [Shape]
  private var new: [Shape] = []

  /// What earlier runs knew of an entry.
  init(_ entry: String, in store: ConversationStore) throws {
    self.entry = entry
    known =
      try store.doneStep("shapes " + store.name(of: entry)).flatMap {
        try? JSONDecoder().decode([Shape].self, from: Data($0.result.utf8))
      } ?? []
  }

  /// Takes in a file that was read; returns what is different about it, as a sentence without a full stop.
  mutating func add(_ report: ImportReport, hidesNames: Bool = false) -> String? {
    let shape = Shape(report)
    defer { if !new.contains(shape) { new.append(shape) } }
    // The first run knows nothing to compare with, and what this run has said of another file is said.
    if known.isEmpty || known.contains(shape) || new.contains(shape) { return nil }
    let name = hidesNames ? "source \(report.source.number)" : FileName.of(report.source.path)
    let entry = hidesNames ? "its entry" : self.entry
    guard let earlier = known.last(where: { $0.format == shape.format }) else {
      return "\(name) is read as \(shape.format), earlier files of \(entry) as \(known.last?.format ?? "")"
    }
    var parts: [String] = []
    let gone = earlier.columns.filter { !shape.columns.contains($0) }
    let added = shape.columns.filter { !earlier.columns.contains($0) }
    if !gone.isEmpty { parts.append("it lacks the columns \(gone.joined(separator: ", "))") }
    if !added.isEmpty { parts.append("it has the new columns \(added.joined(separator: ", "))") }
    if shape.isMostlyRejected, !earlier.isMostlyRejected {
      let (rejected, rows) = (report.source.rejected, report.source.rowsIn)
      parts.append("\(NumberFormat.text(rejected)) of its \(NumberFormat.text(rows)) rows are rejected")
    }
    if shape.lacksTimes, !earlier.lacksTimes { parts.append("none of its posts has a time") }
    if shape.lacksAnswers, !earlier.lacksAnswers { parts.append("none of its posts answers anything") }
    return parts.isEmpty
      ? nil : "\(name) is laid out otherwise than earlier files of \(entry): " + parts.joined(separator: "; ")
  }

  /// Keeps what is known now.
  func keep(in store: ConversationStore) throws {
    if new.allSatisfy(known.contains) { return }
    let all = known.filter { !new.contains($0) } + new
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(Array(all.suffix(32))), as: UTF8.self)
    try store.keep(["shapes " + store.name(of: entry): DoneStep(key: "", result: text)])
  }
}
