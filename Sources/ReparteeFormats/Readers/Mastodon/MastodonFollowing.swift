import ReparteeGraph

/// Whom an account of Mastodon follows, as its settings export it: `following_accounts.csv`, which does not say whose it is.
///
/// - `Account address` is an account with its host; the owner follows each.
/// - The same export's lists of who is blocked or muted have other columns, and are no follows.
struct MastodonFollowing: FileFormat {
  let name = "mastodon-following"
  let summary = "following_accounts.csv of Mastodon, with its owner's NAME@HOST"
  let platform: String? = "mastodon"

  private static let address = "Account address"
  /// The columns that tell the list from those of who is blocked or muted.
  private static let marks = [address, "Show boosts"]

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    return MastodonFollowing.marks.allSatisfy(header.has) ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(
      sample, options: options, fields: [MastodonFollowing.address], required: [MastodonFollowing.address])
    guard let owner = options.owner,
      let name = FediverseAddress.name(in: owner) ?? FediverseAddress.name(owner, at: nil)
    else {
      throw .missingSetting(
        path: sample.path, setting: .owner,
        remedy: "the list does not say whose it is; give the owner as NAME@HOST"
          + (options.owner.map { ", found “\($0)”" } ?? ""))
    }
    let follower = FediverseAddress.id(name)
    let address = columns.index(of: MastodonFollowing.address)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      guard let text = try row.text(address, MastodonFollowing.address),
        let followed = FediverseAddress.name(text, at: nil)
      else {
        throw RowProblem("\(MastodonFollowing.address): expected NAME@HOST, found none")
      }
      batch.platforms[0].accounts.append(AccountRecord(id: FediverseAddress.id(followed), handle: followed))
      batch.platforms[0].follows.append(follower: follower, followed: FediverseAddress.id(followed))
    }
  }
}
