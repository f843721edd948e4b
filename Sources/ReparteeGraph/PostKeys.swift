/// Platforms by number, and post ids as keys of 8 bytes: a number is its own key, a text gets one below zero.
struct PostKeys: Sendable {
  /// The absence of an id.
  static let none = Int64.min

  private(set) var platformNames: [String] = []
  /// The id of each key below zero, by the key's complement.
  private(set) var texts: [ExternalID] = []
  private var platformIndex: [String: UInt32] = [:]
  private var textKeys: [[ExternalID: Int64]] = []

  mutating func platform(named name: String) -> UInt32 {
    if let known = platformIndex[name] { return known }
    let number = UInt32(platformNames.count)
    platformIndex[name] = number
    platformNames.append(name)
    textKeys.append([:])
    return number
  }

  /// The key of an id of a platform; ids meet only within a platform.
  mutating func key(of id: ExternalID?, platform: UInt32) -> Int64 {
    guard let id else { return Self.none }
    if case .number(let number) = id, number >= 0 { return number }
    if let known = textKeys[Int(platform)][id] { return known }
    let key = ~Int64(texts.count)
    textKeys[Int(platform)][id] = key
    texts.append(id)
    return key
  }

  /// Whether one post stands before another in the order of platform and id.
  func precedes(_ left: (platform: UInt32, key: Int64), _ right: (platform: UInt32, key: Int64)) -> Bool {
    if left.platform != right.platform {
      return platformNames[Int(left.platform)] < platformNames[Int(right.platform)]
    }
    return precedes(left.key, right.key)
  }

  /// Whether one id of a platform stands before another.
  func precedes(_ left: Int64, _ right: Int64) -> Bool {
    left >= 0 && right >= 0 ? left < right : id(of: left) < id(of: right)
  }

  private func id(of key: Int64) -> ExternalID { key >= 0 ? .number(key) : texts[Int(~key)] }
}
