import ReparteeFormats
import ReparteeText

/// What an archive holds, in words, for a terminal: each file that an import reads with its format, and what it passes over.
enum ArchiveText {
  static func text(of contents: Archive.Contents, archive: String) -> String {
    var read: [(path: String, format: String)] = []
    var lines: [String] = []
    var passedOver: [String: Int] = [:]
    for file in contents.files {
      switch file.format {
      case .success(let format): read.append((file.member.path, format))
      case .failure(let error):
        if let format = file.formatOfOwner {
          read.append((file.member.path, format + ", once its owner is known"))
        } else if let reason = error.reasonToPassOver {
          passedOver[reason, default: 0] += 1
        } else {
          lines.append("\(error)")
        }
      }
    }
    let counts =
      "\(NumberFormat.text(contents.files.count, "file")), of which import reads \(NumberFormat.text(read.count))"
    return
      (["\(archive): an archive of \(counts)"] + read.map { "\($0.path): \($0.format)" } + lines
      + passedOver.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        "passed over: \(NumberFormat.text($0.value)) × \($0.key)"
      })
      .joined(separator: "\n") + "\n"
  }
}
