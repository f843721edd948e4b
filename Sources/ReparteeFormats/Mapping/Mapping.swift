import Foundation

/// What the columns of somebody's sheet, or the keys of somebody's JSON lines, mean: how a file of no known format is
/// read without code.
///
/// A row makes one record for each entry whose condition holds. The first of them is what the row is about; the others
/// are carried by it.
package struct Mapping: Hashable, Sendable, Codable {
  /// What the rows are written in.
  package enum Reads: String, CaseIterable, Sendable, Codable {
    /// Delimited text.
    case sheet
    /// JSON values: one a line, one after another, or in an array.
    case json
    /// Elements of XML, all of one name; their attributes and the elements inside are the fields.
    case xml
  }

  /// The name it is asked for by, or the file's.
  package var name: String
  /// What it reads, in a line.
  package var about = ""
  /// Whether it has been tried on a real export.
  package var isVerified = true
  /// What the rows are written in.
  package var reads = Reads.sheet
  /// The byte between two cells; nil takes the one that the header shows.
  package var delimiter: UInt8?
  /// The byte around cells that hold delimiters or line ends; nil for none.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// The byte that makes the one after it stand for itself; nil for none.
  package var escape: UInt8?
  /// Whether a row names the columns. It is the first one that has all names the mapping needs, so that what an export
  /// writes above it does not matter. Without it columns are counted from 1.
  package var hasHeader = true
  /// In JSON, the keys that lead from a value to the array that holds the rows; empty where each value is a row. In XML, the
  /// name of the elements that are rows.
  package var items: [String] = []
  /// Cells that stand for nothing, besides empty ones; nil is what programs write for nothing (``WrittenID``).
  package var nulls: [String]?
  /// How times are written, in the letters of Unicode's date formats, such as `dd/MM/yyyy HH:mm`; nil is ISO 8601 or Unix
  /// time.
  package var timePattern: String?
  /// The zone of times that name none, such as `Europe/London`; nil is UTC.
  package var zone: String?
  /// The platform of all ids, or where each row says it; nil leaves it to the platform given.
  package var platform: MappedField?
  /// What each row makes, in order.
  package var records: [MappedRecord] = []

  /// A mapping that makes nothing yet.
  package init(name: String) { self.name = name }

  /// What changes the records that a file makes: two mappings of the same identity read it alike.
  package var identity: String {
    var plain = self
    (plain.name, plain.about, plain.isVerified) = ("", "", true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(plain) else { preconditionFailure("a mapping has a text") }
    return String(decoding: data, as: UTF8.self)
  }

  /// How a sheet's cells may be set apart.
  var dialects: [SheetDialect] {
    (delimiter.map { [$0] } ?? SheetDialect.commonDelimiters).map {
      SheetDialect(delimiter: $0, quote: quote, escape: escape)
    }
  }

  /// The platform of all ids, where it is the same in every row.
  package var constantPlatform: String? {
    guard case .constant(let platform)? = platform?.place else { return nil }
    return PlatformName.canonical(platform)
  }

  /// All fields, the platform's among them.
  var fields: [MappedField] {
    records.flatMap { Array($0.fields.values).flatMap(\.all) + $0.conditions.map(\.field) }
      + (platform.map { [$0] } ?? [])
  }
}

/// Where a field's value is in a row, and what is done to it.
package struct MappedField: Hashable, Sendable, Codable {
  /// Where a value is.
  package enum Place: Hashable, Sendable, Codable {
    /// In the column of this header, in any case of letters.
    case column(String)
    /// In the column of this number, from 1.
    case position(Int)
    /// After these keys of a JSON value; of an array on the way, every element counts.
    case path([String])
    /// After these keys of the nearest value around the row that has them.
    case above([String])
    /// Nowhere: it is always this.
    case constant(String)
  }

  /// Where it is.
  package var place: Place
  /// Other headers that mean the same, where releases of a tool differ; the first that the sheet has is read.
  package var alternatives: [String] = []
  /// Only what follows the last of these is taken, where it is there: `/status/` takes the id out of a link.
  package var after: String?
  /// Only what precedes the first of these is taken, where it is there.
  package var before: String?
  /// What is between the values of a list.
  package var split: String?
  /// Of the parts between `split`, the one of this number, from 1; below zero from the end, so that -2 is the last but one.
  package var part: Int?
  /// Whether a value of which digits are lost counts as missing, rather than costing the row.
  package var isLossy = false
  /// What else the value is made of, in order, with a `/` before each: an id of several fields.
  package var others: [MappedField] = []
  /// What is put before every value, so that ids of two kinds do not meet.
  package var prefix: String?
  /// What values of the file mean, in any case of letters; others are rejected, unless `*` says what all others mean.
  package var words: [String: String]?
  /// Whether letters are made lower case, where the same name is written in several ways.
  package var isLowercased = false
  /// Whether a file may lack the column.
  package var isOptional = false

  /// The value at a place, unchanged.
  package init(_ place: Place) { self.place = place }

  /// The field, and what else its value is made of.
  var all: [MappedField] { [self] + others }

  /// Whether it is the same in every row.
  var isConstant: Bool {
    guard case .constant = place else { return false }
    return true
  }
}

/// When a record is made of a row.
package struct MappedCondition: Hashable, Sendable, Codable {
  /// What is looked at.
  package var field: MappedField
  /// What it has to be, in lower case; nil where it only has to be there.
  package var values: [String]?
  /// Whether it must not be so.
  package var isNegated: Bool

  /// Holds where `field` has one of `values`, in any case of letters, or any where these are nil; negated, where not.
  package init(_ field: MappedField, values: [String]? = nil, isNegated: Bool = false) {
    self.field = field
    self.isNegated = isNegated
    self.values = values?.map { $0.lowercased() }
  }
}

/// A record that rows make.
package struct MappedRecord: Hashable, Sendable, Codable {
  /// What a record can be.
  package enum Kind: String, CaseIterable, Sendable, Codable {
    case posts, interactions, follows, accounts

    /// The fields that such a record may have.
    package var fields: [String] {
      switch self {
      case .posts:
        [
          "id", "author", "parent", "parent_author", "conversation", "time", "kind", "channel", "handle", "name",
          "followers", "mentions", "replies", "hashtags", "links",
        ]
      case .interactions: ["kind", "actor", "target", "time", "count", "post"]
      case .follows: ["follower", "followed"]
      case .accounts: ["id", "handle", "name", "followers", "time"]
      }
    }

    /// The fields that such a record has to have.
    package var required: [String] {
      switch self {
      case .posts: ["author"]
      case .interactions: ["kind", "actor", "target"]
      case .follows: ["follower", "followed"]
      case .accounts: ["id"]
      }
    }
  }

  /// What it is.
  package var kind: Kind
  /// Field → where its value is.
  package var fields: [String: MappedField]
  /// What has to hold for it to be made.
  package var conditions: [MappedCondition]

  /// A record of `kind`, of the given fields.
  package init(_ kind: Kind, fields: [String: MappedField], when conditions: [MappedCondition] = []) {
    self.kind = kind
    self.fields = fields
    self.conditions = conditions
  }
}
