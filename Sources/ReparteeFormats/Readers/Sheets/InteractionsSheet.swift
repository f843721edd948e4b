import ReparteeGraph

/// Repartee's own sheet of interactions: `kind,actor,target`, and optionally `time,count,post_id,platform`.
///
/// `post_id` is the post that the interaction belongs to, such as one that mentions somebody. A row of the kind `follow` is a follow edge. Where there is no kind column, the kind given is that of all rows.
struct InteractionsSheet: FileFormat {
  static let required = ["actor", "target"]
  static let fields = required + ["kind", "time", "count", "post_id", "platform"]

  let name = "interactions-csv"
  let summary = "a sheet of interactions with the columns kind,actor,target[,time,count,post_id,platform]"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    let found = InteractionsSheet.required.filter(header.has).count
    return found == 2 ? .certain : found == 1 ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var required = InteractionsSheet.required
    if options.kind == nil { required.append("kind") }
    let columns = try SheetColumns(sample, options: options, fields: InteractionsSheet.fields, required: required)
    return InteractionsSheet.reader(columns, of: sample, options: options)
  }

  static func reader(_ columns: SheetColumns, of sample: FileSample, options: ReadOptions) -> SheetReader {
    let kind = columns.index(of: "kind")
    if kind == nil, options.kind == .follow {
      return FollowsSheet.reader(columns, of: sample, follower: "actor", followed: "target")
    }
    let actor = columns.index(of: "actor")
    let target = columns.index(of: "target")
    let time = columns.index(of: "time")
    let count = columns.index(of: "count")
    let post = columns.index(of: "post_id")
    let platform = columns.index(of: "platform")
    let givenKind = options.kind
    let kinds = KeywordParser<EdgeKind>()
    let zeroIsNobody = columns.zeroIsNobody(actors: actor, targets: target, of: sample)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      guard let edge = try row.keyword(kind, "kind", kinds) ?? givenKind else {
        throw RowProblem("kind: expected follow, reply, mention, repost or quote, found an empty cell")
      }
      let actor = try row.requiredPerson(actor, "actor", zeroIsNobody: zeroIsNobody)
      let target = try row.requiredPerson(target, "target", zeroIsNobody: zeroIsNobody)
      let time = try row.time(time, "time")
      let count = try row.number(count, "count", atLeast: 1) ?? 1
      let post = try row.id(post, "post_id")
      let place = batch.platform(named: try row.text(platform, "platform").map(PlatformName.canonical))
      if let kind = edge.interaction {
        batch.platforms[place].interactions.append(
          InteractionRecord(kind: kind, actor: actor, target: target, time: time, count: count, post: post))
      } else {
        batch.platforms[place].follows.append(follower: actor, followed: target)
      }
    }
  }
}
