import SocialGraph

/// Tweets as Twitter's API v1.1 and its streams wrote them: JSON, a tweet a line, or in arrays.
///
/// - A tweet is a post by `user`. Its parent is `in_reply_to_status_id_str`; where only `in_reply_to_user_id_str` is
///   given, it answers an account: a post, and a reply interaction towards that account.
/// - A retweet is an interaction of its row; the tweet inside is a post that the row carries. What the wrapper says of
///   mentions and quotes is the original's, and is read there.
/// - `quoted_status` is a post that the row carries, and a quote by the author of the tweet around it.
/// - `user_mentions` are mentions, once an account and post, without the author and without whom the tweet answers.
/// - Deletions, limits and other notices of the stream are ignored.
///
/// Ids come from the `_str` fields, else from whole numbers; the text is never kept. Reference: Twitter's "Tweet object"
/// and "Consuming streaming data", API v1.1.
struct XV1: FileFormat {
  let name = "x-v1"
  let summary = "tweets of Twitter's API v1.1: JSON, one a line or in arrays"
  let platform: String? = "x"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.withPaddedBytes { bytes in
      let parser = JSONParser()
      var confidence = Confidence.none
      var position = 0
      while let value = JSONValues.next(bytes, from: position), let end = value.end {
        position = end
        guard let json = try? parser.parse(bytes.part(value.start, end)), json.isObject else { continue }
        if Tweet(json) != nil { return .certain }
        if Tweet.notice(json) != nil { confidence = .likely }
      }
      // A first tweet longer than the sample, or a cut one.
      return confidence == .none && Tweet.looksLikeOne(bytes) ? .likely : confidence
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let areLines = sample.bytes.withUnsafeBufferPointer { JSONValues.areLines($0) }
    return Reader(rows: areLines ? .jsonLines : .jsonValues)
  }

  private struct Reader: BlockReader {
    let rows: RowDivision

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      JSONRows(rows: rows, shape: Tweet.shape).forEach(in: block, into: &batch) { value, batch in
        guard let tweet = Tweet(value) else {
          guard let notice = Tweet.notice(value) else { return Tweet.expectation(value) }
          batch.ignored[notice, default: 0] += 1
          return nil
        }
        return TweetRecords.append(tweet, to: &batch)
      }
    }
  }
}
