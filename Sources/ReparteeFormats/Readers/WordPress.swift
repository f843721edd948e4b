import ReparteeGraph

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
    Reader(blog: WordPressBlog(header: sample), encoding: XMLRows.encoding(of: sample))
  }

  private struct Reader: BlockReader {
    let blog: WordPressBlog
    let encoding: String?
    var rows: RowDivision { .elements(["item"]) }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      XMLRows(elements: XMLElements(names: ["item"]), dropped: Reader.dropped, encoding: encoding)
        .forEach(in: block, into: &batch) { WordPressItem($0, blog: blog).append(to: &$1) }
    }

    /// Words of people, and what nobody may keep.
    private static let dropped: [StaticString] = [
      "encoded", "description", "comment_content", "comment_author_email", "comment_author_IP", "meta_value", "title",
    ]
  }
}
