import SocialGraph

/// A blog with its comments, as WordPress exports it (WXR 1.0 to 1.2, an extended RSS).
///
/// - Published posts and pages are posts, the approved comments below them replies: to the comment that `comment_parent`
///   names, else to the post. Rows are the items, and their comments.
/// - A pingback or trackback is a mention of the post's author by the site that links to it.
/// - Ids carry the blog's address, since each blog numbers from 1. An account is a user of the blog by number; a guest is
///   the address of his own site, else his name on this blog. E-mail and IP addresses are dropped where they are read.
/// - Drafts, private items, attachments and what else an export holds are ignored, with the comments below them, and so are
///   comments that are not approved.
///
/// Text is never kept. Reference: WordPress's `export.php`.
struct WordPress: FileFormat {
  let name = "wordpress"
  let summary = "a WordPress export with its comments (WXR)"
  let platform: String? = "wordpress"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return .none }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.contains("wordpress.org/export/") ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(blog: WordPressBlog(header: sample), encoding: WordPress.encoding(of: sample))
  }

  /// What the declaration at a document's beginning says of its encoding.
  private static func encoding(of sample: FileSample) -> String? {
    let start = String(decoding: sample.bytes.prefix(200), as: UTF8.self)
    guard start.hasPrefix("<?xml"), let found = start.firstMatch(of: /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/) else {
      return nil
    }
    return String(found.1)
  }

  private struct Reader: BlockReader {
    let blog: WordPressBlog
    let encoding: String?
    var rows: RowDivision { .elements("item") }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      let (bytes, items) = (block.bytes, XMLElements(name: "item"))
      var counter = LineCounter(bytes)
      var position = 0
      while let item = items.next(bytes, from: position) {
        let end = item.end ?? bytes.count
        var reasons: [String] = []
        do throws(XMLNode.Failure) {
          if item.end == nil { throw XMLNode.Failure(reason: "the file ends in the middle of it") }
          let node = try XMLNode.parse(bytes.part(item.start, end), dropping: Reader.dropped, encoding: encoding)
          reasons = WordPressItem(node, blog: blog).append(to: &batch)
        } catch {
          reasons = ["expected an <item> in XML: \(error.reason)"]
        }
        if !reasons.isEmpty {
          let line = counter.line(at: item.start)
          batch.rejects += reasons.map { Reject(line: line, reason: $0) }
        }
        position = end
      }
      // A block may end in the middle of a line, which then is the next block's to count.
      batch.lines = block.isLast ? counter.total() : counter.line(at: bytes.count) - 1
    }

    /// Words of people, and what nobody may keep.
    private static let dropped: Set<String> = [
      "encoded", "description", "comment_content", "comment_author_email", "comment_author_IP", "meta_value", "title",
    ]
  }
}
