import ReparteeGraph

/// A user's own archive of X: `tweets.js`, `follower.js` and `following.js`, JSON behind `window.YTD.… =`.
///
/// - No file says whose it is: `--owner` gives the account's number, which stands in the archive's `account.js`.
/// - A tweet is a post by the owner, shaped as in API v1.1: its parent is `in_reply_to_status_id_str`, or it answers only
///   an account; `user_mentions` are mentions, without the owner and without whom the tweet answers. The versions of an
///   edited tweet are one post.
/// - A retweet looks like a tweet whose text begins with “RT @”: a repost towards that account, which is its first
///   mention. Which tweet it was nobody says. Quotes cannot be told from tweets with a link.
/// - `follower` follows the owner, who follows each `following`.
///
/// The text is looked at and never kept. Reference: the README that comes with an archive.
struct XArchive: FileFormat {
  let name = "x-archive"
  let summary = "an X archive's tweets.js, follower.js and following.js (--owner ID)"
  let platform: String? = "x"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    XArchive.variable(of: sample).map { ["tweets", "tweet", "follower", "following"].contains($0.name) } == true
      ? .certain : .none
  }

  /// The name behind `window.YTD.` at a file's beginning, and where the JSON begins.
  private static func variable(of sample: FileSample) -> (name: String, end: Int)? {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.starts(with: "window.YTD."), let end = bytes.firstIndex(of: UInt8(ascii: "=")) else {
        return nil
      }
      let parts = String(decoding: bytes.part(0, end), as: UTF8.self).split(separator: ".")
      return parts.count > 2 ? (String(parts[2]), end + 1) : nil
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let remedy = "the archive names its owner in data/account.js (accountId); write --owner NUMBER"
    guard let text = options.owner else { throw .missingOption(path: sample.path, option: "--owner", remedy: remedy) }
    let owner = ExternalID(text)
    guard case .number = owner else {
      throw .missingOption(path: sample.path, option: "--owner", remedy: "\(remedy), found “\(text)”")
    }
    return Reader(start: XArchive.variable(of: sample)?.end ?? 0, owner: owner)
  }

  private struct Reader: BlockReader {
    /// Where the JSON begins.
    let start: Int
    let owner: ExternalID
    let rows = RowDivision.jsonValues

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      let skipped = min(max(start - block.offset, 0), block.bytes.count)
      let rest = FileBlock(
        bytes: block.bytes.part(skipped, block.bytes.count), offset: block.offset + skipped, isLast: block.isLast)
      JSONRows(rows: rows).forEach(in: rest, into: &batch) { value, batch in
        append(value, to: &batch).map { [$0] } ?? []
      }
      let lines = LineCounter.lineEnds(block.bytes, from: 0, to: skipped)
      for index in batch.rejects.indices { batch.rejects[index].line += lines }
      batch.lines += lines
    }

    private func append(_ value: JSONValue, to batch: inout RecordBatch) -> String? {
      if let tweet = value["tweet"] {
        guard let tweet = ArchivedTweet(tweet, owner: owner) else { return ArchivedTweet.expectation(tweet) }
        tweet.append(to: &batch)
        return nil
      }
      if let account = value["follower"]?["accountId"]?.id {
        batch.platforms[0].follows.append(follower: account, followed: owner)
      } else if let account = value["following"]?["accountId"]?.id {
        batch.platforms[0].follows.append(follower: owner, followed: account)
      } else {
        return "expected “tweet”, or “follower” or “following” with an “accountId”, found none of them"
      }
      return nil
    }
  }
}
