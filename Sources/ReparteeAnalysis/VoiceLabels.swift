import ReparteeGraph
import ReparteeMeasures

/// What each voice is called in a table: its handle, else its id; with its platform in front where two have the same name,
/// and by its platform and id where even that is not enough. Names that are shown alike, since they differ in characters that
/// nothing shows, count as the same.
package struct VoiceLabels: Sendable {
  private let voices: Voices
  /// How those are named whose handle or id does not name them alone.
  let distinctions: [UInt32: Distinction]

  /// What tells a voice from another of the same name.
  enum Distinction: Equatable, Sendable {
    case platform
    case platformAndID
    /// Its place among those whose platforms and ids, too, are shown alike, from 1.
    case number(UInt32)
  }

  /// Names all voices. Complexity: O(voices).
  package init(_ voices: Voices) {
    var distinctions: [UInt32: Distinction] = [:]
    var labels = (0..<voices.count).map { voices.label(of: $0) }
    func distinguish(_ voice: Int, by distinction: Distinction) {
      distinctions[UInt32(voice)] = distinction
      labels[voice] = VoiceLabels.label(of: voice, in: voices, distinction)
    }
    let alike = VoiceLabels.alike(labels)
    for voice in alike { distinguish(voice, by: .platform) }
    if !alike.isEmpty {
      for voice in VoiceLabels.alike(labels) { distinguish(voice, by: .platformAndID) }
      // Even ids may be shown alike; case tells them apart.
      let groups = Dictionary(grouping: VoiceLabels.alike(labels)) { VoiceLabels.shown(labels[$0]) }
      for group in groups.values where group.count > 1 {
        for (place, voice) in group.enumerated() { distinguish(voice, by: .number(UInt32(place + 1))) }
      }
    }
    self.init(voices, distinctions: distinctions)
  }

  /// Names voices of which it is known what tells them apart.
  init(_ voices: Voices, distinctions: [UInt32: Distinction]) {
    (self.voices, self.distinctions) = (voices, distinctions)
  }

  private static func label(of voice: Int, in voices: Voices, _ distinction: Distinction) -> String {
    switch distinction {
    case .platform: "\(voices.platforms[voice]):\(voices.label(of: voice))"
    case .platformAndID: "\(voices.platforms[voice]):\(voices.ids[voice])"
    case .number(let number): "\(voices.platforms[voice]):\(voices.ids[voice]) (\(number))"
    }
  }

  /// The voices whose label another one has too, whatever its case.
  ///
  /// Most labels stand alone, which a table of hashes shows sooner than one of texts: only labels whose hash stands twice
  /// are compared.
  private static func alike(_ labels: [String]) -> [Int] {
    let blocks = Cores.blocks(of: labels.count, size: 1 << 14)
    let hashes = Cores.map(count: blocks.count) { labels[blocks[$0]].map(hash) }.flatMap(\.self)
    var seen = SeenHashes(capacity: hashes.count)
    for hash in hashes { seen.insert(hash) }
    let candidates = hashes.indices.filter { seen.isRepeated(hashes[$0]) }
    let counts = candidates.reduce(into: [String: Int]()) { $0[shown(labels[$1].lowercased()), default: 0] += 1 }
    return candidates.filter { counts[shown(labels[$0].lowercased()), default: 0] > 1 }
  }

  /// A label less what nothing shows: controls, marks that only direct the writing, and blanks beyond one.
  private static func shown(_ label: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in label.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: continue
      case .spaceSeparator: if let last = shown.last, last != " " { shown.append(" ") }
      default: shown.append(scalar)
      }
    }
    if shown.last == " " { shown.removeLast() }
    return String(shown)
  }

  /// FNV-1a of a label in lower case. Letters beyond ASCII may be written in several ways that are equal; Swift's own hash,
  /// which knows, is another in every process, but only says which labels are compared.
  private static func hash(_ label: String) -> UInt64 {
    var hash = FNV1a()
    for byte in label.utf8 {
      if byte >= 0x80 || byte <= 0x20 || byte == 0x7F {
        let shown = shown(label.lowercased())
        return shown.utf8.allSatisfy { $0 < 0x80 } ? hashOfASCII(shown) : UInt64(bitPattern: Int64(shown.hashValue))
      }
      hash.add((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return hash.state
  }

  private static func hashOfASCII(_ label: String) -> UInt64 {
    var hash = FNV1a()
    for byte in label.utf8 { hash.add(byte) }
    return hash.state
  }

  /// What the voice is called.
  package subscript(voice: Int) -> String {
    if !distinctions.isEmpty, let distinction = distinctions[UInt32(voice)] {
      return VoiceLabels.label(of: voice, in: voices, distinction)
    }
    return voices.label(of: voice)
  }
}

/// Which hashes came more than once: a table of twice as many places, with open addressing.
private struct SeenHashes {
  private var hashes: [UInt64]
  private var areRepeated: [Bool]
  private let bits: UInt64

  init(capacity: Int) {
    var bits: UInt64 = 1
    while 1 << bits < capacity * 2 { bits += 1 }
    self.bits = bits
    // 0 marks an empty place.
    hashes = Array(repeating: 0, count: 1 << bits)
    areRepeated = Array(repeating: false, count: 1 << bits)
  }

  mutating func insert(_ hash: UInt64) {
    let place = self.place(of: hash)
    areRepeated[place] = hashes[place] != 0
    hashes[place] = hash | 1
  }

  func isRepeated(_ hash: UInt64) -> Bool { areRepeated[place(of: hash)] }

  private func place(of hash: UInt64) -> Int {
    // The low bits of FNV-1a mix best.
    var place = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits))
    while hashes[place] != 0, hashes[place] != hash | 1 { place = (place + 1) & (hashes.count - 1) }
    return place
  }
}

extension MeasuredNetwork {
  /// What each voice is called in tables.
  package var labels: VoiceLabels { remember("labels") { VoiceLabels(voices) } }
}
