import Foundation
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("The order of imports never shows, and any source can be undone")
struct ImportOrderTests {
  static let sets: [[Input]] = [
    [Inputs.posts, Inputs.overlapping, Inputs.tweets, Inputs.interactions],
    [Inputs.posts, Inputs.follows, Inputs.roster, Inputs.moreFollows],
    [Inputs.roster, Inputs.interactions, Inputs.follows, Inputs.overlapping],
  ]

  @Test("The same files in every order give the same network and the same tables", arguments: sets)
  func orders(inputs: [Input]) throws {
    let scratch = try Scratch()
    let first = try scratch.store(of: inputs)
    let (picture, dump) = (Picture(try first.network()), try first.dump())
    for order in permutations(inputs).dropFirst() {
      let store = try scratch.store(of: order)
      #expect(Picture(try store.network()).differences(from: picture) == [], "\(order)")
      let changes = differences(try store.dump(), dump)
      #expect(changes == [], "\(order)")
      #expect(try store.check().allSatisfy { $0.violations == 0 }, "\(order)")
    }
  }

  @Test("All files in shuffled orders")
  func shuffled() throws {
    let scratch = try Scratch()
    let picture = try scratch.network(of: Inputs.all)
    for seed in 1...12 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let order = Inputs.all.shuffled(using: &numbers)
      #expect(try scratch.network(of: order).differences(from: picture) == [], "\(order)")
    }
  }

  @Test("Sources undone, in any order, leave what importing the others gives", arguments: sets)
  func undo(inputs: [Input]) throws {
    let scratch = try Scratch()
    var fresh: [[String]: (dump: [String], picture: Picture)] = [:]
    for order in permutations(inputs) {
      let store = try scratch.store(of: inputs)
      var left = inputs
      for gone in order {
        _ = try store.undo(scratch.path(gone.name))
        left.removeAll { $0.name == gone.name }
        if fresh[left.map(\.name)] == nil {
          let store = try scratch.store(of: left)
          fresh[left.map(\.name)] = (try store.dump(), Picture(try store.network()))
        }
        let other = try #require(fresh[left.map(\.name)])
        let changes = differences(try store.dump(), other.dump)
        #expect(changes == [], "without \(gone) of \(order)")
        let picture = Picture(try store.network())
        #expect(picture.differences(from: other.picture) == [], "without \(gone) of \(order)")
      }
      #expect(try store.sources().isEmpty)
      #expect(try store.check().allSatisfy { $0.violations == 0 })
    }
  }

  @Test("A source goes by its number, its hash, its path or its file's name; what fits none or several is refused")
  func undoNames() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all)
    let hash = try store.sources()[0].sha256
    for name in ["99", String(hash.prefix(7)), "", "nothing.csv"] {
      #expect(throws: StoreError.unknownSource(name)) { try store.undo(name) }
    }
    #expect(try store.sources().count == Inputs.all.count)
    #expect(try store.undo(String(hash.prefix(8))).number == 1)
    #expect(try store.undo("2").path.hasSuffix("overlapping.csv"))
    #expect(throws: StoreError.unknownSource("2")) { try store.undo("2") }
    let path = try store.sources()[0].path
    let name = String(try #require(path.split(separator: "/").last))
    #expect(throws: StoreError.unknownSource(String(name.dropFirst()))) { try store.undo(String(name.dropFirst())) }
    #expect(try store.undo(name).path == path)
  }

  @Test("Accounts that nothing speaks of are gone, and their bytes too")
  func erased() throws {
    let scratch = try Scratch()
    let store = try scratch.store("one.repartee")
    try store.add(Inputs.posts, in: scratch)
    try store.add(Input(name: "secret.csv", text: "follower,followed\nsecretive-person,900\n"), in: scratch)
    #expect(try scratch.bytes("one.repartee")?.range(of: #require("secretive-person".data(using: .utf8))) != nil)
    _ = try store.undo(scratch.path("secret.csv"))
    #expect(try store.dump().contains { $0.contains("secretive") } == false)
    #expect(try scratch.bytes("one.repartee")?.range(of: #require("secretive-person".data(using: .utf8))) == nil)
  }
}
