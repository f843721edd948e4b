/// Where a field's value stands in a row, and what is done to it.
package struct MappedField: Hashable, Sendable, Codable {
  /// Where a value stands.
  package enum Place: Hashable, Sendable, Codable {
    /// In the column of this header, in any case of letters.
    case column(String)
    /// In the column of this number, from 1.
    case position(Int)
    /// Behind these keys of a JSON value; of an array on the way, every element counts.
    case path([String])
    /// Nowhere: it is always this.
    case constant(String)
  }

  /// Where it stands.
  package var place: Place
  /// Only what follows the last of these is taken, where it is there: `/status/` takes the id out of a link.
  package var after: String?
  /// Only what precedes the first of these is taken, where it is there.
  package var before: String?
  /// What stands between the values of a list.
  package var split: String?
  /// What stands before every value, so that ids of two kinds do not meet.
  package var prefix: String?
  /// What words of the file mean, in any case of letters; others are rejected, but for the word `*`, which is all others.
  package var words: [String: String]?
  /// Whether letters are made small, where the same name is written in several ways.
  package var isLowercased = false
  /// Whether a file may lack the column.
  package var isOptional = false

  /// The value as it stands at a place.
  package init(_ place: Place) { self.place = place }

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
  /// What it has to be, in small letters; nil where it only has to be there.
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
    case posts, interactions, follows

    /// The fields that such a record may have.
    package var fields: [String] {
      switch self {
      case .posts:
        [
          "id", "author", "parent", "parent_author", "conversation", "time", "kind", "channel", "handle", "name",
          "followers", "mentions",
        ]
      case .interactions: ["kind", "actor", "target", "time", "count", "post"]
      case .follows: ["follower", "followed"]
      }
    }

    /// The fields that such a record has to have.
    package var required: [String] {
      switch self {
      case .posts: ["author"]
      case .interactions: ["kind", "actor", "target"]
      case .follows: ["follower", "followed"]
      }
    }
  }

  /// What it is.
  package var kind: Kind
  /// Field → where its value stands.
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
