import Foundation

/// A mapping with its fields found in one file.
///
/// Each block has its own plan, with its own copies of the lists: cores that share an array also share its reference
/// count, and updating that a few times a field takes longer than all the rest.
struct MappedPlan {
  /// A record that rows make.
  struct Record {
    let kind: MappedRecord.Kind
    let conditions: [Condition]
    let fields: Fields
  }

  /// A condition, as `MappedCondition` states it.
  struct Condition {
    let place: MappedPlace
    let values: [String]?
    let isNegated: Bool
  }

  /// The fields of a record; nil are those that the mapping does not name.
  final class Fields {
    let id, author, parent, parentAuthor, conversation, time, kind, channel, handle, name, followers,
      mentions, replies, hashtags, links: MappedPlace?
    let actor, target, count, post, follower, followed: MappedPlace?

    init(_ place: (_ name: String) -> MappedPlace?) {
      id = place("id")
      author = place("author")
      parent = place("parent")
      parentAuthor = place("parent_author")
      conversation = place("conversation")
      time = place("time")
      kind = place("kind")
      channel = place("channel")
      handle = place("handle")
      name = place("name")
      followers = place("followers")
      mentions = place("mentions")
      replies = place("replies")
      hashtags = place("hashtags")
      links = place("links")
      actor = place("actor")
      target = place("target")
      count = place("count")
      post = place("post")
      follower = place("follower")
      followed = place("followed")
    }
  }

  let mapping: Mapping
  /// What is noticed of the block's rows.
  let notes = IDNotes()
  /// All places, to be asked which of them had a value.
  let places: [MappedPlace]
  /// Where a row says its platform; nil where all rows have the same.
  let platform: MappedPlace?
  let records: [Record]

  /// - Parameter column: the column of a sheet in which a place lies.
  ///   - timeForms: how columns of a sheet write times where the mapping gives no pattern.
  init(_ mapping: Mapping, timeForms: [TimeForm] = [], column: (MappedField.Place) -> Int? = { _ in nil }) {
    // A copy of its own, for the reason above: an assignment would share the array.
    let nulls = mapping.nulls.map { $0.map { $0 } }
    var made: [MappedPlace] = []
    func place(_ field: MappedField, _ name: String) -> MappedPlace {
      let column = column(field.place)
      let place = MappedPlace(
        field, name: name, column: column, nulls: nulls, others: field.others.map { inner($0, name) },
        timeForm: column.map { $0 < timeForms.count ? timeForms[$0] : .standard } ?? .eitherDay)
      made.append(place)
      return place
    }
    func inner(_ field: MappedField, _ name: String) -> MappedPlace { place(field, name) }
    self.mapping = mapping
    platform = mapping.platform.flatMap { $0.isConstant ? nil : place($0, "platform") }
    records = mapping.records.map { record in
      Record(
        kind: record.kind,
        conditions: record.conditions.map {
          Condition(
            place: place($0.field, $0.isNegated ? "unless" : "when"), values: $0.values, isNegated: $0.isNegated)
        },
        fields: Fields { name in record.fields[name].map { place($0, name) } })
    }
    places = made
  }
}

/// A field of a mapping, found in one file: what is asked of every row is looked up once.
final class MappedPlace {
  let field: MappedField
  /// What it is called in the reason for a reject.
  let name: String
  /// The column of a sheet that holds it; nil where none does, or it is no sheet.
  let column: Int?
  /// Cells that stand for nothing; nil is what programs write for it.
  let nulls: [String]?
  /// What else the value is made of.
  let others: [MappedPlace]
  /// How the column writes times.
  let timeForm: TimeForm
  /// Whether any row of the block had a value here.
  var wasFound = false
  private let words: [String: String]?
  /// Whether the text at the place is the value, unless it stands for nothing.
  let isPlain: Bool

  init(
    _ field: MappedField, name: String, column: Int?, nulls: [String]?, others: [MappedPlace] = [],
    timeForm: TimeForm = .standard
  ) {
    self.others = others
    self.timeForm = timeForm
    self.field = field
    self.name = name
    self.column = column
    self.nulls = nulls
    // A copy of its own, as every list of a plan.
    words = field.words.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.value) }) }
    isPlain = field == MappedField(plain: field)
  }

  /// The values that this makes of the texts at the place.
  /// - Parameter notes: where the values are ids, what is noticed of them.
  func values(of texts: [String], asIDs notes: IDNotes? = nil) throws(RowProblem) -> [String] {
    var values: [String] = []
    for text in texts {
      guard let split = field.split, !split.isEmpty else {
        if let value = try value(of: text, asID: notes) { values.append(value) }
        continue
      }
      var parts = text.components(separatedBy: split)
      if let number = field.part {
        let place = number > 0 ? number - 1 : parts.count + number
        parts = parts.indices.contains(place) ? [parts[place]] : []
      }
      for part in parts {
        if let value = try value(of: part, asID: notes) { values.append(value) }
      }
    }
    return values
  }

  /// Whether a text stands for nothing.
  func isNothing(_ text: String) -> Bool {
    if text.isEmpty { return true }
    if let nulls { return nulls.contains(text) }
    var text = text
    return text.withUTF8 { WrittenID.isNobody($0) }
  }

  /// The value that this makes of one text, or of one part of a list.
  func value(of text: String, asID notes: IDNotes? = nil) throws(RowProblem) -> String? {
    var value = text.trimmingBlanks
    if isNothing(value) { return nil }
    wasFound = true
    if field.isLossy, WrittenID(value) == .damaged { return nil }
    if isPlain {
      guard let notes else { return value }
      return try notes.id(value, name)?.description
    }
    if let after = field.after, let range = value.range(of: after, options: .backwards) {
      value = String(value[range.upperBound...])
    }
    if let before = field.before, let range = value.range(of: before) { value = String(value[..<range.lowerBound]) }
    if let words {
      guard let meant = words[value.lowercased()] ?? words["*"] else {
        let known = words.keys.sorted().joined(separator: ", ")
        throw RowProblem("\(name): expected one of \(known), found “\(value.prefix(40))”")
      }
      value = meant
    }
    if let notes, words == nil {
      guard let id = try notes.id(value, name) else { return nil }
      value = id.description
    }
    if field.isLowercased { value = value.lowercased() }
    return value.isEmpty ? nil : (field.prefix ?? "") + value
  }
}

extension MappedField {
  /// The same place, with the text unchanged.
  fileprivate init(plain field: MappedField) {
    self.init(field.place)
    isOptional = field.isOptional
    alternatives = field.alternatives
    isLossy = field.isLossy
  }
}
