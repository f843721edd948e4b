/// `interactions.csv`: who reposted whom, and when, in order of time.
///
/// Those who repost are drawn as those who reply; those who are reposted are fewer, as in Higgs.
struct GeneratedReposts: BlockSheet {
  let name = "interactions.csv"
  let header = "kind,actor,target,time\n"
  let rowCount: Int
  let maximumRowBytes = 64
  let seed: UInt64
  let draws: AccountDraws

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    var random = SeededRandom(seed: seed, stream: .reposts, block: block)
    let clock = GeneratedClock(rows: rowCount)
    for row in rows {
      text.append("repost,")
      text.append(draws.speaker(&random) + 1)
      text.append(UInt8(ascii: ","))
      text.append(draws.reposted(&random) + 1)
      text.append(UInt8(ascii: ","))
      text.append(clock.time(row))
      text.append(UInt8(ascii: "\n"))
    }
  }
}
