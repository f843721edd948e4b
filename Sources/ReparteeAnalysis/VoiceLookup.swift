import ReparteeGraph
import ReparteeMeasures

/// Finds the voice that somebody means by a name.
///
/// A name is what the tables call the voice, its handle (an @ in front does no harm), its id, or either with the
/// platform and a colon before it; of a voice joined from several accounts any of theirs. Case does not matter. `id=` before
/// platform, colon and id leads to that id alone, whatever others are called.
public struct VoiceLookup: Sendable {
  /// A name that no voice has, or more than one.
  public enum Failure: Error, Equatable, CustomStringConvertible, Sendable {
    /// No voice has that name; the nearest names.
    case unknown(String, nearest: [String])
    /// Several have that name; how each can be named alone.
    case ambiguous(String, candidates: [String])

    /// One line: what is wrong and what to do.
    public var description: String {
      switch self {
      case .unknown(let name, let nearest):
        "\(name): no voice in this store has that name."
          + (nearest.isEmpty
            ? " “score” lists the voices." : " Did you mean \(nearest.joined(separator: " or "))?")
      case .ambiguous(let name, let candidates):
        "\(name): more than one voice has that name. Say which: \(candidates.joined(separator: ", "))."
      }
    }
  }

  private let voices: Voices
  private let labels: VoiceLabels

  /// The names of all voices. Complexity: O(voices).
  package init(_ voices: Voices) { self.init(voices, labels: VoiceLabels(voices)) }

  /// The names of the voices of a network, which remembers what it calls them.
  package init(_ network: MeasuredNetwork) { self.init(network.voices, labels: network.labels) }

  private init(_ voices: Voices, labels: VoiceLabels) { (self.voices, self.labels) = (voices, labels) }

  /// What a name may be of a voice, best first: a voice found under an earlier kind of name hides those under later ones.
  private enum NameKind: CaseIterable {
    case label, handle, id
  }

  /// The voice that `name` means. Complexity: O(voices); a name that is known costs little a voice, since few words are as
  /// long as it.
  /// - Throws: `Failure` where it is nobody, or not one alone.
  package func voice(named name: String) throws(Failure) -> UInt32 {
    if name.hasPrefix("id="), let voice = voice(exactly: String(name.dropFirst(3))) { return voice }
    let word = FoldedWord(name)
    // A handle may look like another voice's platform and name.
    if word.text.contains(":") {
      let found = Set(NameKind.allCases.flatMap { voices(named: word, as: $0) })
      if found.count > 1 {
        throw .ambiguous(name, candidates: found.sorted().prefix(5).map { "id=\(exactName(of: Int($0)))" })
      }
    }
    let spellings = word.text.hasPrefix("@") ? [word, FoldedWord(String(word.text.dropFirst()))] : [word]
    for kind in NameKind.allCases {
      let found = spellings.lazy.map { voices(named: $0, as: kind) }.first { !$0.isEmpty } ?? []
      if found.count == 1, let voice = found.first { return voice }
      if found.count > 1 { throw .ambiguous(name, candidates: found.prefix(5).map { labels[Int($0)] }) }
    }
    let known = (0..<voices.count).map { labels[$0] }
    throw .unknown(name, nearest: Suggestions.names(to: spellings.last?.text ?? word.text, among: known))
  }

  /// Its platform and id, with a colon between.
  private func exactName(of voice: Int) -> String { "\(voices.platforms[voice]):\(voices.ids[voice])" }

  private func voice(exactly name: String) -> UInt32? {
    (0..<voices.count).first { exactName(of: $0) == name }.map(UInt32.init)
  }

  /// The voices of that name, ascending and each once.
  private func voices(named word: FoldedWord, as kind: NameKind) -> [UInt32] {
    let ranges = Cores.blocks(of: voices.count, size: 1 << 14)
    var found = Cores.map(count: ranges.count) { range in
      ranges[range].filter { isNamed(word, voice: $0, as: kind) }.map(UInt32.init)
    }.flatMap(\.self)
    if kind == .handle, !voices.aliases.isEmpty {
      let others = voices.aliases.filter { word.names($0.name, on: $0.platform) }.map(\.voice)
      found = Set(found + others).sorted()
    }
    return found
  }

  private func isNamed(_ word: FoldedWord, voice: Int, as kind: NameKind) -> Bool {
    switch kind {
    case .label: word.isEqual(to: labels[voice])
    case .handle: voices.handles[voice].map { word.names($0, on: voices.platforms[voice]) } ?? false
    case .id:
      switch voices.ids[voice] {
      case .number(let number): word.names(number: number, on: voices.platforms[voice])
      case .text(let text): word.names(text, on: voices.platforms[voice])
      }
    }
  }
}

/// A word in lower case, compared with names whatever their case.
private struct FoldedWord {
  let text: String
  private let bytes: [UInt8]
  /// Whether it is ASCII alone, so that a name of ASCII is equal byte by byte or not at all.
  private let isASCII: Bool
  /// Where it and what follows each of its colons begins, and the number that this is, where it is one.
  private let tails: [(start: Int, number: Int64?)]

  init(_ name: String) {
    let text = name.lowercased()
    let bytes = Array(text.utf8)
    let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") }.map { $0 + 1 }
    tails = starts.map { start in
      (start, bytes[start...].withUnsafeBufferPointer { ExternalID.canonicalNumber($0) })
    }
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    (self.text, self.bytes) = (text, bytes)
  }

  /// Whether a name is this word in some case.
  func isEqual(to name: String) -> Bool { isEqualInASCII(to: name) ?? (name.lowercased() == text) }

  /// Whether a voice of this name on this platform has that name, with or without the platform before the name.
  func names(_ name: String, on platform: String) -> Bool {
    if isEqual(to: name) { return true }
    // In lower case, names of ASCII are as long as before.
    let length = platform.utf8.count + 1 + name.utf8.count
    if isASCII, length != bytes.count, isPlain(name), isPlain(platform) { return false }
    return "\(platform):\(name)".lowercased() == text
  }

  /// The same of an id that is a number.
  func names(number: Int64, on platform: String) -> Bool {
    if number < 0 { return names("\(number)", on: platform) }
    for (start, tail) in tails where tail == number {
      if start == 0 || "\(platform):\(number)".lowercased() == text { return true }
    }
    return false
  }

  /// Whether both are equal but for the case of ASCII; nil where that does not decide it.
  private func isEqualInASCII(to name: String) -> Bool? {
    guard isASCII else { return nil }
    var place = 0
    for byte in name.utf8 {
      if byte >= 0x80 { return nil }
      let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      if place >= bytes.count || lower != bytes[place] { return isPlain(name) ? false : nil }
      place += 1
    }
    return place == bytes.count
  }

  private func isPlain(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }
}

/// A voice of which no post and no reply is known, so that there is nothing to score.
public struct VoiceWithoutRow: Error, CustomStringConvertible, Sendable {
  /// What it was called.
  public let name: String

  package init(name: String) { self.name = name }

  /// One line: what is wrong.
  public var description: String {
    "\(name): no post and no reply of it is known in this store, only that it follows or is followed, mentions, reposts, or "
      + "is spoken of; there is nothing to measure."
  }
}
