import ArgumentParser
import Foundation
import Repartee

/// Times parts of the library from inside, and prints one line of JSON: seconds of each run, and what was checked.
@main
struct Timings: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times parts of the library.",
    subcommands: [
      FollowGraphTiming.self, ScanTiming.self, ReachTiming.self, AudienceTiming.self, MemoryTiming.self,
      CertaintyTiming.self, NetworkTiming.self, DiagramTiming.self,
    ])
}

/// Reading a follow graph from text, against reading it back from a store.
struct FollowGraphTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "follow-graph")

  @Argument(help: "The follow list, as text.") var list: String
  @Argument(help: "A store into which the same list was imported.") var store: String
  @Option(help: "How many runs of each.") var runs = 5

  func run() throws {
    var (fromText, fromStore): ([Double], [Double]) = ([], [])
    var edges = 0
    for _ in 0..<runs {
      let (fresh, textSeconds) = try seconds { try FollowList(path: list) }
      let (followers, storeSeconds) = try seconds {
        try ConversationStore(path: store, access: .reading).followers()
      }
      guard followers == fresh.followers else { throw ValidationError("the store's graph is not the list's") }
      edges = followers.edgeCount
      fromText.append(textSeconds)
      fromStore.append(storeSeconds)
    }
    print(#"{"edges": \#(edges), "from_text": \#(fromText), "from_store": \#(fromStore)}"#)
  }
}

/// Scanning a file into records, before any store.
struct ScanTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "scan")

  @Argument(help: "The file.") var file: String
  @Option(help: "A mapping that explains it.") var mapping: String?
  @Option(help: "What the rows of an edge list are.") var kind: EdgeKind?
  @Option(help: "How many runs.") var runs = 5

  func run() throws {
    var options = ReadOptions(kind: kind)
    options.mapping = try mapping.map { try Mapping(named: $0) }
    var all: [Double] = []
    var (posts, records, bytes) = (0, 0, 0)
    for _ in 0..<runs {
      (posts, records) = (0, 0)
      let (summary, duration) = try seconds {
        try FileReader(path: file, options: options).read { batch in
          for platform in batch.platforms {
            posts += platform.posts.count { $0.isRow }
            records += platform.posts.count + platform.interactions.count + platform.follows.count
          }
        }
      }
      bytes = summary.bytes
      all.append(duration)
    }
    print(#"{"bytes": \#(bytes), "posts": \#(posts), "records": \#(records), "scan": \#(all)}"#)
  }
}

extension EdgeKind: ExpressibleByArgument {}

/// What `body` gives, and how long it took on the wall's clock.
func seconds<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  let duration = start.duration(to: clock.now).components
  return (result, Double(duration.seconds) + Double(duration.attoseconds) * 1e-18)
}
