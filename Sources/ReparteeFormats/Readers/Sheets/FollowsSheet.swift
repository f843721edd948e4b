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
    if FollowsSheet.ends(of: header) != nil { return .certain }
    let found = FollowsSheet.required.filter(header.has).count
    return found == 2 ? .certain : found == 1 ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var named = options
    if options.columns.isEmpty, let header = SheetHeader(sample), let ends = FollowsSheet.ends(of: header) {
      named.columns = ends
    }
    let columns = try SheetColumns(sample, options: named, fields: FollowsSheet.fields, required: FollowsSheet.required)
    return FollowsSheet.reader(columns, of: sample, follower: "follower", followed: "followed")
  }

  /// Field → header, where a sheet calls both ends otherwise and leaves no doubt: `follower_id,followed_id`.
  private static func ends(of header: SheetHeader) -> [String: String]? {
    func column(_ words: [String]) -> String? {
      let found = header.names.filter { words.contains($0.lowercased().filter(\.isLetter)) }
      return found.count == 1 ? found.first : nil
    }
    guard let follower = column(["follower", "followerid", "followerdid", "followername"]),
      let followed = column([
        "followed", "followedid", "followeddid", "followedname", "followee", "followeeid", "followeename",
      ])
    else { return nil }
    return ["follower": follower, "followed": followed]
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
