/// A mapping with its fields found in one file.
///
/// Each block has one of its own, down to its lists: what two cores share they also count the holders of, and to count
/// them a few times a field takes longer than all the rest.
struct MappedPlan {
  /// A record that rows make.
  struct Record {
    let kind: MappedRecord.Kind
    let conditions: [Condition]
    let fields: Fields
  }

  /// What has to hold, as `MappedCondition` has it.
  struct Condition {
    let place: MappedPlace
    let values: [String]?
    let isNegated: Bool
  }

  /// The fields of a record; nil are those that the mapping does not name.
  final class Fields {
    let id, author, parent, parentAuthor, conversation, time, kind, channel, handle, name, followers,
      mentions: MappedPlace?
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
      actor = place("actor")
      target = place("target")
      count = place("count")
      post = place("post")
      follower = place("follower")
      followed = place("followed")
    }
  }

  let mapping: Mapping
  /// Where a row says its platform; nil where all rows have the same.
  let platform: MappedPlace?
  let records: [Record]

  /// - Parameter column: the column of a sheet in which a place lies.
  init(_ mapping: Mapping, column: (MappedField.Place) -> Int? = { _ in nil }) {
    let nulls = mapping.nulls.map { $0 }
    func place(_ field: MappedField, _ name: String) -> MappedPlace {
      MappedPlace(field, name: name, column: column(field.place), nulls: nulls)
    }
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
  }
}
