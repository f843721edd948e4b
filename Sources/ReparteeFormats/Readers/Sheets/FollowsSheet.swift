import ReparteeGraph

/// Repartee's own sheet of follows: `follower,followed`, and optionally `platform`.
struct FollowsSheet: FileFormat {
  static let required = ["follower", "followed"]
  static let fields = required + ["platform"]

  let name = "follows-csv"
  let summary = "a sheet of follows with the columns follower,followed[,platform]"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    let found = FollowsSheet.required.filter(header.has).count
    return found == 2 ? .certain : found == 1 ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(
      sample, options: options, fields: FollowsSheet.fields, required: FollowsSheet.required)
    return FollowsSheet.reader(columns, of: sample, follower: "follower", followed: "followed")
  }

  /// A reader of the columns that hold the two ends of a follow, whatever they are called.
  static func reader(
    _ columns: SheetColumns, of sample: FileSample, follower: String, followed: String
  ) -> SheetReader {
    let from = columns.index(of: follower)
    let to = columns.index(of: followed)
    let platform = columns.index(of: "platform")
    let zeroIsNobody = columns.zeroIsNobody(actors: from, targets: to, of: sample)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let follower = try row.requiredPerson(from, follower, zeroIsNobody: zeroIsNobody)
      let followed = try row.requiredPerson(to, followed, zeroIsNobody: zeroIsNobody)
      let place = batch.platform(named: try row.text(platform, "platform").map(PlatformName.canonical))
      batch.platforms[place].follows.append(follower: follower, followed: followed)
    }
  }
}
