import ReparteeFormats
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("Every row of a source is accounted for")
struct LedgerTests {
  private func source(_ input: Input, after others: [Input] = []) throws -> Source {
    let scratch = try Scratch()
    return try scratch.store(of: others).add(input, in: scratch).source
  }

  private func counts(_ source: Source) -> [Int] {
    [source.rowsIn, source.kept, source.duplicates, source.ignored, source.rejected]
  }

  @Test("Kept, duplicates, ignored and rejected, format by format")
  func formats() throws {
    #expect(try counts(source(Inputs.posts)) == [9, 7, 1, 0, 1])
    #expect(try counts(source(Inputs.follows)) == [8, 6, 1, 1, 0])
    #expect(try counts(source(Inputs.roster)) == [4, 4, 0, 0, 0])
    // The reply stands twice, and its mention is the reply.
    #expect(try counts(source(Inputs.interactions)) == [6, 4, 2, 0, 0])
    // A retweet is a row of its own, and the last tweet is cut.
    #expect(try counts(source(Inputs.tweets)) == [6, 4, 0, 1, 1])
    let higgs = Input(
      name: "h",
      text: "1 2 1700000100 MT\n1 2 1700000100 RE\n3 1 1700000100 RT\n3 1 1700000100 RT\n"
        + "9 1 x RT\n1 1 1700000100 RE\n")
    #expect(try counts(source(higgs)) == [6, 3, 2, 0, 1])
    let edges = Input(
      name: "e", text: "# a\n1 2\n2 1\n1 2\n3 3\n4\n", options: ReadOptions(kind: .follow))
    #expect(try counts(source(edges)) == [5, 2, 1, 1, 1])
    let weighted = Input(name: "w", text: "1 2 3\n2 1 1\n3 1 1\n1 2 x\n", options: ReadOptions(kind: .reply))
    #expect(try counts(source(weighted)) == [4, 3, 0, 0, 1])
    let sheet = Input(
      name: "s.csv", text: "who,whom\n1,2\n,3\n",
      options: ReadOptions(kind: .mention, columns: ["actor": "who", "target": "whom"]))
    #expect(try counts(source(sheet)) == [2, 1, 0, 0, 1])
  }

  @Test("Where rows are written in batches, one that repeats another is one duplicate", arguments: [0, 31, 70])
  func handfuls(repeated: Int) throws {
    var posts = (0..<100).map { "\($0),a\($0 % 7),,\(1_700_000_000 + $0)\n" }
    posts.insert(posts[repeated], at: min(repeated + 20, 100))
    let sheet = Input(name: "p.csv", text: "id,author,parent,time\n" + posts.joined())
    #expect(try counts(source(sheet)) == [101, 100, 1, 0, 0])
    var acts = (0..<100).map { "repost,a\($0),b\($0 * 37 % 100),\(1_700_000_000 + $0)\n" }
    acts.insert(acts[repeated], at: 0)
    let interactions = Input(name: "i.csv", text: "kind,actor,target,time\n" + acts.joined())
    #expect(try counts(source(interactions)) == [101, 100, 1, 0, 0])
    let more = Input(name: "j.csv", text: interactions.text + "quote,x,y,1700000001\n")
    #expect(try counts(source(interactions, after: [sheet, more])) == [101, 0, 101, 0, 0])
  }

  @Test("What an earlier source said is a duplicate")
  func overlap() throws {
    // Two of its rows give posts other authors, which says something new.
    #expect(try counts(source(Inputs.overlapping, after: [Inputs.posts])) == [5, 3, 2, 0, 0])
    #expect(try counts(source(Inputs.moreFollows, after: [Inputs.follows])) == [4, 3, 1, 0, 0])
    // A tweet that an earlier source held only inside another row is new; the reverse is not counted at all.
    let inner = Input(name: "inner.jsonl", text: Inputs.tweet(1, by: 900) + "\n")
    #expect(try counts(source(inner, after: [Inputs.tweets])) == [1, 1, 0, 0, 0])
    #expect(try counts(source(Inputs.tweets, after: [inner])) == [6, 4, 0, 1, 1])
    // A copy that says one thing more.
    let copy = Input(name: "copy.csv", text: Inputs.posts.text + "50,30,4,2026-01-09,1,,x,,\n")
    #expect(try counts(source(copy, after: [Inputs.posts])) == [10, 1, 8, 0, 1])
  }

  @Test("Follow edges that several sources hold are distinguished from new ones, whatever the numbering")
  func followOverlap() throws {
    func edges(_ name: String, _ pairs: [(Int, Int)]) -> Input {
      Input(
        name: name, text: pairs.map { "\($0.0) \($0.1)\n" }.joined(), options: ReadOptions(kind: .follow))
    }
    for seed in 1...20 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let scratch = try Scratch()
      let store = try scratch.store()
      var held: Set<[Int]> = []
      for file in 0..<4 {
        let pairs = (0..<60).map { _ in
          (Int.random(in: 0..<20, using: &numbers), Int.random(in: 0..<20, using: &numbers))
        }
        let ledger = try store.add(edges("\(file).txt", pairs), in: scratch).ledger
        let loops = pairs.count { $0.0 == $0.1 }
        let new = Set(pairs.filter { $0.0 != $0.1 }.map { [$0.0, $0.1] }).subtracting(held)
        held.formUnion(new)
        #expect(ledger.kept == new.count && ledger.ignored == loops, "seed \(seed), file \(file)")
        #expect(ledger.duplicates == pairs.count - loops - new.count, "seed \(seed), file \(file)")
      }
    }
  }

  @Test("A mention folded into its reply is a duplicate once, also where another source holds it")
  func foldedTwice() throws {
    let (mention, reply) = ("1 2 1700000100 MT\n", "1 2 1700000100 RE\n")
    let files = [
      Input(name: "m", text: mention), Input(name: "r", text: reply), Input(name: "both", text: mention + reply),
    ]
    #expect(try counts(source(files[2])) == [2, 1, 1, 0, 0])
    #expect(try counts(source(files[2], after: [files[0]])) == [2, 1, 1, 0, 0])
    #expect(try counts(source(files[2], after: [files[1]])) == [2, 0, 2, 0, 0])
    #expect(try counts(source(files[2], after: [files[0], files[1]])) == [2, 0, 2, 0, 0])
    #expect(
      try counts(source(Input(name: "later", text: mention + reply + "5 6 1700000007 RT\n"), after: files))
        == [3, 1, 2, 0, 0])
  }

  @Test("Rejected rows stand in the store with their line, ignored ones with their reason")
  func located() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [Inputs.posts, Inputs.tweets, Inputs.follows])
    let rejects = try store.rows("SELECT path, line FROM rejects")
    #expect(rejects == [["posts.csv", "10"], ["tweets.jsonl", "6"]])
    #expect(try store.rows("SELECT reason, rows FROM ignored ORDER BY reason").map { $0[1] } == ["1", "1"])
  }
}
