import Foundation
import ReparteeBriefings
import ReparteeFormats
import ReparteeStore

/// One thing that a job writes: a file, a pair of files, or a briefing's folder.
struct JobOutput {
  /// What is written.
  enum Content {
    case ranking(TableFormat)
    case diagram(JobFile.Outputs.Diagram)
    case graph
    case briefing
  }

  let content: Content
  /// Whether it is a picture of communities, whose names may be hashtags.
  var namesCommunities: Bool {
    if case .diagram(let diagram) = content { diagram.step.diagram == .communities } else { false }
  }
  /// Where it goes.
  let path: String
  /// What it is, in a word or two.
  let what: String
  /// What the job says of it, as YAML.
  let fingerprint: String

  /// All outputs of a job, in the order in which they are written.
  static func all(of job: JobFile) -> [JobOutput] {
    let outputs = job.outputs
    var all: [JobOutput] = []
    for (path, format) in [(outputs.csv, TableFormat.csv), (outputs.json, .json)] {
      if let path { all.append(JobOutput(content: .ranking(format), path: path, what: "the ranking", fingerprint: "")) }
    }
    all += outputs.diagrams.map {
      JobOutput(content: .diagram($0), path: $0.path, what: $0.step.diagram.title, fingerprint: $0.fingerprint)
    }
    all += outputs.exports.map { JobOutput(content: .graph, path: $0, what: "the network", fingerprint: "") }
    if let folder = outputs.briefings {
      all.append(
        JobOutput(
          content: .briefing, path: folder + "/" + outputs.day, what: "the briefing",
          fingerprint: outputs.briefingFingerprint))
    }
    return all
  }

  /// The files or the folder that it consists of.
  var places: [String] {
    if case .graph = content, let nodes = ExportStep.nodesPath(of: path) { return [path, nodes] }
    return [path]
  }

  /// The SHA-256 of all that stands at its places now, names within a folder included; nil where something is missing.
  var digest: String? {
    let digest = SHA256Digest()
    for place in places {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { return nil }
      let names = isFolder.boolValue ? try? FileManager.default.subpathsOfDirectory(atPath: place).sorted() : [""]
      guard let names else { return nil }
      for name in names {
        let path = name.isEmpty ? place : place + "/" + name
        var isInner: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isInner), isInner.boolValue { continue }
        guard let file = try? SHA256Digest.ofFile(at: path) else { return nil }
        Data("\(name)\n\(file)\n".utf8).withUnsafeBytes { digest.update($0) }
      }
    }
    return digest.finish()
  }
}
