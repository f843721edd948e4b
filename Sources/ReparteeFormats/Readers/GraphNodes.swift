import ReparteeGraph

/// The numbered nodes of a graph file, and what accounts they are: called by their labels where every node has one of its
/// own, as networkx and igraph have it, else by their numbers.
struct GraphNodes {
  private var numbers: [Int64] = []
  private var labels: [Int64: String] = [:]

  /// Adds a node; of two of one number the first label holds.
  mutating func add(_ number: Int64, label: String?) {
    numbers.append(number)
    if let label = label?.trimmingBlanks, !label.isEmpty, labels[number] == nil { labels[number] = label }
  }

  /// Number → account.
  func accounts() -> [Int64: ExternalID] {
    let distinct = Set(numbers)
    let isNamed = labels.count == distinct.count && Set(labels.values).count == distinct.count
    var accounts: [Int64: ExternalID] = [:]
    for number in distinct { accounts[number] = isNamed ? ExternalID(labels[number] ?? "") : ExternalID("\(number)") }
    return accounts
  }

  /// Appends an account for each node, in the order of the file.
  func append(_ accounts: [Int64: ExternalID], to platform: inout RecordBatch.Platform) {
    var seen: Set<Int64> = []
    for number in numbers where seen.insert(number).inserted {
      guard let id = accounts[number] else { continue }
      let name = labels[number]
      platform.accounts.append(AccountRecord(id: id, name: name == "\(id)" ? nil : name))
    }
  }
}
