import ReparteeGraph

/// What the caller says about a file beyond its path.
public struct ReadOptions: Hashable, Sendable {
  /// The format's name, where detection is not wanted.
  public var format: String?
  /// What an edge list's rows mean.
  public var kind: EdgeKind?
  /// The platform of ids that the file does not place itself.
  public var platform: String?
  /// For each field (`actor`, `target`, `author`, …) the header that holds it.
  public var columns: [String: String]
  /// Whose file it is, where it does not say so: the id or handle of the account that exported it.
  public var owner: String?
  /// The handle of an owner whom the file names by a number only.
  package var ownerHandle: String?
  /// What the accounts of a bare list are to its owner.
  public var list: AccountList?
  /// What the columns or keys mean, where no format knows the file.
  package var mapping: Mapping?

  /// What is kept of what posts say.
  public var text = TextPolicy.none
  /// Whether the follow lists of the file's platforms are whole, so that they count followers.
  public var completeFollows = false

  /// No option is needed for files that say everything themselves.
  package init(
    format: String? = nil, kind: EdgeKind? = nil, platform: String? = nil, columns: [String: String] = [:],
    owner: String? = nil, list: AccountList? = nil, mapping: Mapping? = nil
  ) {
    self.format = format
    self.kind = kind
    self.platform = platform
    self.columns = columns
    self.owner = owner
    self.list = list
    self.mapping = mapping
  }
}

/// What is kept of what posts say. The text itself is never kept.
public struct TextPolicy: OptionSet, Hashable, Sendable {
  /// One bit for each thing that is kept.
  public let rawValue: UInt8

  /// What these bits stand for.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The hashtags, in lower case.
  public static let hashtags = TextPolicy(rawValue: 1)
  /// The domains that links lead to, in lower case and without “www.”; nothing else of an address.
  public static let domains = TextPolicy(rawValue: 2)
  /// Nothing.
  public static let none: TextPolicy = []

  /// The names of what can be kept.
  package static let names = ["none", "hashtags", "domains"]

  /// What a list of names with commas between says: `none`, `hashtags`, `domains`, or `hashtags, domains`; nil where one of
  /// them is unknown.
  package init?(names: String) {
    self = .none
    let names = names.split { $0 == "," || $0 == " " }
    if names.isEmpty { return nil }
    for name in names {
      switch name {
      case "none": break
      case "hashtags": insert(.hashtags)
      case "domains": insert(.domains)
      default: return nil
      }
    }
  }
}

/// What the accounts of a bare list are to the account whose list it is.
public enum AccountList: String, CaseIterable, Sendable {
  /// They follow the owner.
  case followers
  /// The owner follows them.
  case following
}

/// What the rows of a bare edge list mean.
public enum EdgeKind: String, CaseIterable, Sendable {
  case follow, reply, mention, repost, quote

  /// The interaction that a row is, unless it is a follow.
  var interaction: InteractionKind? {
    switch self {
    case .follow: nil
    case .reply: .reply
    case .mention: .mention
    case .repost: .repost
    case .quote: .quote
    }
  }
}

/// One kind of file that can be read. A format is one file of this folder, and one line of `FormatCatalogue`.
package protocol FileFormat: Sendable {
  /// The name, in lower case: `x-v1`, `edge-list`.
  var name: String { get }
  /// One line for the list of formats.
  var summary: String { get }
  /// The platform of its ids, where the format implies one: `x`, `bluesky`.
  var platform: String? { get }
  /// How sure the format is, by content alone, that `sample` (the first bytes, decompressed) is of its kind.
  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence
  /// A reader for a file that begins with `sample`; throws when the options or the header are not what the format needs.
  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader
}

/// How sure a format is that a file is of its kind; the surest wins, and a tie asks the user.
package enum Confidence: Int, Comparable, Sendable {
  /// It is not.
  case none
  /// Nothing speaks against it: a bare edge list.
  case possible
  /// Its structure fits.
  case likely
  /// It bears the format's mark: a header, a key that no other has.
  case certain

  /// Whether `left` is less sure than `right`.
  package static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }
}

/// How the bytes of a file divide into rows, so that blocks end between two of them.
package enum RowDivision: Sendable, Equatable {
  /// A row a line (LF, CRLF or CR).
  case lines
  /// A row a line, except for line ends inside quotes or after an escape.
  case sheetRows(SheetDialect)
  /// A JSON value a line (LF or CRLF).
  case jsonLines
  /// JSON values one after another, or the elements of arrays, laid out in any way.
  case jsonValues
  /// JSON documents one after another: an array is one row as a whole, since its elements need each other.
  case jsonDocuments
  /// The elements of some names of an XML document, none within another of its name; what is around them belongs to
  /// no row. After `*:`, a name may have any prefix.
  case elements([String])
  /// The messages of a mailbox.
  case messages
  /// Blocks of bytes, each after its length and its number in eight bytes each.
  case lengthPrefixed
  /// The file is read as a whole, since what a line means depends on the lines before it.
  case whole
}

/// Reads whole rows into records. Blocks of one file are read in parallel, so a reader holds no state between them.
package protocol BlockReader: Sendable {
  /// How the bytes divide into rows.
  var rows: RowDivision { get }
  /// Headers of columns that are not kept, as the file writes them.
  var ignoredColumns: [String] { get }
  /// The headers of a sheet, as the file writes them; empty for what has none.
  var columnNames: [String] { get }
  /// What was noticed of the file before its rows: how it is written, what was passed over.
  var notes: [String] { get }
  /// What completes batches in the file's order, where a record needs what other blocks say; nil where none does.
  func makeFinisher() -> (any BatchFinisher)?
  /// Appends the records of `block`, which begins and ends between two rows, to `batch`, and sets `batch.lines`.
  func read(_ block: FileBlock, into batch: inout RecordBatch)
}

extension BlockReader {
  /// None: most formats have no columns.
  package var ignoredColumns: [String] { [] }
  /// None.
  package var columnNames: [String] { [] }
  /// None.
  package var notes: [String] { [] }
  /// None: most records need nothing but their row.
  package func makeFinisher() -> (any BatchFinisher)? { nil }
}

/// Completes batches one after another, in the file's order and on one thread.
package protocol BatchFinisher: AnyObject {
  /// Completes a batch; what has to wait it keeps.
  func take(_ batch: inout RecordBatch)
  /// What waited for the file's end.
  func finish() -> RecordBatch?
}

/// Some whole rows of a file, decompressed.
package struct FileBlock {
  /// The bytes; at least `padding` readable bytes follow them.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// How many bytes of the file, decompressed and without the byte order mark, are before the block. A reader skips
  /// a header by it, since blank lines before the header may fill blocks of their own.
  package let offset: Int
  /// Whether the file's last row is in it: a row without a line end may have been cut.
  package let isLast: Bool

  /// How many bytes after the block may be read, though they mean nothing.
  package static let padding = 64

  /// A block of `bytes`, `offset` bytes into the file.
  package init(bytes: UnsafeBufferPointer<UInt8>, offset: Int, isLast: Bool) {
    self.bytes = bytes
    self.offset = offset
    self.isLast = isLast
  }
}

/// The first bytes of a file, decompressed, from which its format is detected.
package struct FileSample: Sendable {
  /// How many bytes are looked at.
  package static let size = 1 << 16

  /// Where they come from, for error messages only.
  package let path: String
  /// Without the byte order mark.
  package let bytes: [UInt8]
  /// Whether the file ends with them.
  package let isWhole: Bool
  /// Whether they are text.
  package let content: FileContent

  /// The first `bytes` of the file at `path`.
  package init(path: String = "", bytes: [UInt8], isWhole: Bool, content: FileContent = .text) {
    self.path = path
    self.bytes = bytes
    self.isWhole = isWhole
    self.content = content
  }
}

extension FileSample {
  /// Calls `body` with the bytes, after which padding can be read as after a block's.
  func withPaddedBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var padded = bytes
    padded.append(contentsOf: repeatElement(0, count: FileBlock.padding))
    return padded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0.dropLast(FileBlock.padding))) }
  }
}
