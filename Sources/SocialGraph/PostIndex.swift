/// Numbers the post ids of all platforms in order of appearance. Ids meet only within a platform.
struct PostIndex: Sendable {
  private(set) var platformNames: [String] = []
  private var platformIndex: [String: UInt32] = [:]
  private(set) var platforms: [UInt16] = []
  private(set) var ids = ExternalIDs()
  private var numbers: [NumberTable] = []
  private var texts: [[ExternalID: UInt32]] = []

  var count: Int { ids.count }

  mutating func platform(named name: String) -> UInt32 {
    if let known = platformIndex[name] { return known }
    platformIndex[name] = UInt32(platformNames.count)
    platformNames.append(name)
    numbers.append(NumberTable())
    texts.append([:])
    return UInt32(platformNames.count - 1)
  }

  /// The number of an id; a new id gets the next one.
  mutating func insert(_ platform: UInt32, _ id: ExternalID) -> UInt32 {
    let candidate = UInt32(ids.count)
    let number: UInt32
    switch id {
    case .number(let value) where value >= 0:
      number = numbers[Int(platform)].insert(value, candidate)
    default:
      number = texts[Int(platform)][id] ?? candidate
      if number == candidate { texts[Int(platform)][id] = candidate }
    }
    if number == candidate {
      ids.append(id)
      platforms.append(UInt16(platform))
    }
    return number
  }

  /// Whether the entry `left` stands before `right` in the order of platform and id.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (left, right) = (Int(left), Int(right))
    if platforms[left] != platforms[right] {
      return platformNames[Int(platforms[left])] < platformNames[Int(platforms[right])]
    }
    return ids.precedes(left, right)
  }

  /// The first of the entries of each platform, and its name; they stand in the order of platforms.
  func platforms(of order: [UInt32]) -> [(start: Int, name: String)] {
    var starts: [(start: Int, name: String)] = []
    var last: UInt16?
    for (place, entry) in order.enumerated() where platforms[Int(entry)] != last {
      last = platforms[Int(entry)]
      starts.append((place, platformNames[Int(platforms[Int(entry)])]))
    }
    return starts
  }

  /// The ids by number; the index is empty afterwards.
  mutating func takeIDs() -> ExternalIDs {
    defer { self = PostIndex() }
    return ids
  }
}
