import ReparteeGraph
import ReparteeText

/// The nodes of a graph file whose ids hold within the file only: numbers of GML and Pajek, `n0`, positions. They are
/// joined with the nodes of other files by the name or label that identifies them.
///
/// - A node whose name no other node of the file has is the account of that name. What only repeats or counts (the labels
///   0, 1, 2 …) is no name.
/// - Nodes that share a name, or have none, are kept apart from everybody: their id has the file's name, and a number
///   of its content, before it. They are never joined by number.
/// - Where no node has a name, and the numbers are not those of a count, they are taken for the ids of accounts.
struct GraphNodes {
  private struct Node {
    var id: ExternalID
    var name: String?
    var record: AccountRecord
  }

  private var nodes: [Node] = []
  private var counts: [String: Int] = [:]
  /// Id within the file → account; nil for one of which digits are lost.
  private var accounts = NodeTable<ExternalID?>()
  private var sealed = 0
  private var labels = CountedNumbers()
  private var numbers = CountedNumbers()
  /// The file's name, by which its own ids are kept apart.
  private let file: String

  /// - Parameter file: what is before ids of this file alone (``ownName(of:)``).
  init(file: String) { self.file = file }

  /// The name of a file, and a number that its beginning makes, whatever is between its words: two files of one name, in other
  /// folders, are two.
  static func ownName(of sample: FileSample) -> String {
    var hash = FNV1a()
    for byte in sample.bytes where !Bytes.isBlank(byte) { hash.add(byte) }
    let digits = String((hash.state ^ hash.state >> 32) & 0xffff_ffff, radix: 16)
    return FileName.of(sample.path) + "~" + digits
  }

  /// Adds a node; of two of one id what the first says counts.
  /// - Parameters:
  ///   - name: what identifies it across files.
  ///   - record: what is known of the account; its id is not looked at.
  mutating func add(_ id: ExternalID, name: String?, _ record: AccountRecord) {
    guard accounts[id] == nil else { return }
    accounts[id] = .some(nil)
    let name = name.flatMap { $0.trimmingBlanks.isEmpty || $0.trimmingBlanks == "\(id)" ? nil : $0.trimmingBlanks }
    numbers.add(id)
    labels.add(ExternalID(name ?? "\(id)"))
    if let name { counts[name, default: 0] += 1 }
    nodes.append(Node(id: id, name: name, record: record))
  }

  /// Adds a numbered node.
  mutating func add(_ number: Int64, label: String?) {
    let label = label?.trimmingBlanks
    let name = label?.isEmpty == false ? label : nil
    add(.number(number), name: name, AccountRecord(id: .number(number), name: name))
  }

  /// Says who the nodes are that were added since the last time, and returns what is known of them. A name is known to be one
  /// node's own where no node up to here shares it: the fewer times this is called, the better.
  mutating func seal(_ notes: IDNotes) -> [AccountRecord] {
    var records: [AccountRecord] = []
    for node in nodes[sealed...] {
      guard let id = account(node, notes) else { continue }
      accounts[node.id] = id
      var record = node.record
      record.id = id
      if record.name == "\(id)" { record.name = nil }
      records.append(record)
    }
    sealed = nodes.count
    return records
  }

  private func account(_ node: Node, _ notes: IDNotes) -> ExternalID? {
    if let name = node.name, counts[name] == 1, !labels.areCounted {
      if let id = try? notes.id(name, "label") { return id }
      notes.add("nodes whose name is \(WrittenID.remedy)")
      return nil
    }
    if counts.isEmpty, !numbers.areCounted, case .number = node.id { return node.id }
    notes.add("nodes without a name of their own, which no other file's nodes are joined with")
    return ownID(node.id)
  }

  /// An id that is of this file alone.
  func ownID(_ id: ExternalID) -> ExternalID { .text("\(file)/\(id)") }

  /// The account of a node; nil where there is no such node, or nobody is known by it.
  func account(of id: ExternalID) -> ExternalID? { accounts[id] ?? nil }
}

/// What is known of nodes, by their ids in a file: a dictionary, but that numbers, and numbers after an `n`, which most ids
/// are, are looked up without being hashed as text might be.
struct NodeTable<Value> {
  private var numbers = NumberTable()
  private var numbersAfterN = NumberTable()
  private var texts: [ExternalID: UInt32] = [:]
  private var values: [Value] = []

  private enum Key {
    case number(Int64), numberAfterN(Int64), text

    @inline(__always)
    init(_ id: ExternalID) {
      switch id {
      case .number(let number): self = number >= 0 ? .number(number) : .text
      case .text(var text):
        let number = text.withUTF8 { bytes in
          bytes.first == UInt8(ascii: "n") ? ExternalID.canonicalNumber(bytes.part(1, bytes.count)) : nil
        }
        self = number.map { .numberAfterN($0) } ?? .text
      }
    }
  }

  /// What is known of a node; nil where nothing is. What was set is changed, and not taken away.
  subscript(id: ExternalID) -> Value? {
    get {
      let place =
        switch Key(id) {
        case .number(let number): numbers.index(of: number)
        case .numberAfterN(let number): numbersAfterN.index(of: number)
        case .text: texts[id] ?? NumberTable.none
        }
      return place == NumberTable.none ? nil : values[Int(place)]
    }
    set {
      guard let newValue else { return }
      let next = UInt32(values.count)
      let place: UInt32
      switch Key(id) {
      case .number(let number): place = numbers.insert(number, next)
      case .numberAfterN(let number): place = numbersAfterN.insert(number, next)
      case .text:
        place = texts[id] ?? next
        texts[id] = place
      }
      if place < next { values[Int(place)] = newValue } else { values.append(newValue) }
    }
  }
}

/// Whether ids are those that a program counts from 0 or 1 in each file, rather than those of accounts: whole numbers of which
/// none is far above how many there are. A part of a graph lacks some of them.
struct CountedNumbers {
  private var count: Int64 = 0
  private var largest: Int64 = 0
  private var areNumbers = true

  /// Looks at one more id.
  mutating func add(_ id: ExternalID) {
    count += 1
    if case .number(let number) = id { largest = max(largest, number) } else { areNumbers = false }
  }

  /// Whether all that were looked at are such numbers.
  var areCounted: Bool { count > 0 && areNumbers && largest <= 3 * count + 3 }
}

/// Ids that have their platform before them, as exports of several platforms write them.
enum GraphPlatform {
  /// The id without the platform that it names.
  static func ownID(_ id: ExternalID, of platform: String?) -> ExternalID {
    guard let platform, case .text(let text) = id, text.hasPrefix(platform + ":") else { return id }
    return ExternalID(String(text.dropFirst(platform.count + 1)))
  }
}
