import ArgumentParser
import Foundation
import Repartee

/// What a network takes in memory, column by column: bytes a post, and bytes a follow edge in one direction.
struct MemoryTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "memory")

  @Argument(help: "The store.") var store: String

  func run() throws {
    let network = try ConversationStore(path: store, access: .reading).network()
    // The forest first: an array that the posts share with it counts once.
    var seen: Set<UnsafeRawPointer> = []
    let forest = bytes(of: network.conversations, &seen)
    let posts = bytes(of: network.posts, &seen)
    let follows = network.followers.map { bytes(of: $0, &seen) } ?? [:]
    let ids = posts.filter { $0.key.hasPrefix("ids") }
    func sum(_ columns: [String: Int]) -> Int { columns.values.reduce(0, +) }
    print(
      #"{"posts": \#(network.posts.count), "post_bytes": \#(sum(posts)), "id_bytes": \#(sum(ids)), "conversation_bytes": \#(sum(forest))"#
        + #", "follows": \#(network.followers?.edgeCount ?? 0), "follow_bytes": \#(sum(follows))"#
        + #", "columns": {\#(text(posts)), \#(text(forest))\#(follows.isEmpty ? "" : ", " + text(follows))}}"#)
  }

  /// The bytes of every stored array, wherever a value keeps one: what is added to the core later counts by itself.
  private func bytes(of value: Any, _ seen: inout Set<UnsafeRawPointer>) -> [String: Int] {
    var columns: [String: Int] = [:]
    for child in Mirror(reflecting: value).children {
      let name = child.label ?? "?"
      if let size = arrayBytes(child.value, &seen) {
        columns[name] = size
      } else {
        for (column, size) in bytes(of: child.value, &seen) { columns["\(name).\(column)"] = size }
      }
    }
    return columns
  }

  private func arrayBytes(_ value: Any, _ seen: inout Set<UnsafeRawPointer>) -> Int? {
    guard let array = value as? any Collection, String(describing: type(of: value)).hasPrefix("Array<") else {
      return nil
    }
    func open<List: Collection>(_ list: List) -> Int {
      let isNew = list.withContiguousStorageIfAvailable { $0.baseAddress.map { seen.insert($0).inserted } ?? true }
      return isNew == false ? 0 : list.count * MemoryLayout<List.Element>.stride
    }
    return open(array)
  }

  private func text(_ columns: [String: Int]) -> String {
    columns.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
  }
}
