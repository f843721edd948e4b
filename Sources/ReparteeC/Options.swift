import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// What a caller asks for: names and values, in pairs that the character U+001F ends. A name may stand several times.
struct Options {
  private var values: [String: [String]] = [:]

  init(_ text: UnsafePointer<CChar>?) {
    guard let text else { return }
    for pair in String(cString: text).unicodeScalars.split(separator: "\u{1F}") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      values[String(String.UnicodeScalarView(parts[0])), default: []].append(String(String.UnicodeScalarView(parts[1])))
    }
  }

  /// All values of a name.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The last value of a name.
  func text(_ name: String) -> String? { values[name]?.last }

  /// How columns are called, by their usual names: `column.author=user_id`.
  var columns: [String: String] {
    var columns: [String: String] = [:]
    for (name, values) in values where name.hasPrefix("column.") { columns[String(name.dropFirst(7))] = values.last }
    return columns
  }

  /// The options whose names begin with a prefix and a point, by the rest of their names.
  func group(_ prefix: String) -> Options {
    var options = Options(nil)
    for (name, values) in values where name.hasPrefix(prefix + ".") {
      options.values[String(name.dropFirst(prefix.count + 1))] = values
    }
    return options
  }

  /// Whether a name is given as `true`.
  func isOn(_ name: String) -> Bool { text(name) == "true" }

  /// - Throws: `TableError` where the value is no whole number of this range.
  func number(_ name: String, _ range: ClosedRange<Int64>) throws -> Int64? {
    guard let text = text(name) else { return nil }
    guard let number = Int64(text), range.contains(number) else {
      throw TableError(
        "\(name): expected a whole number from \(range.lowerBound) to \(range.upperBound), found “\(text)”.")
    }
    return number
  }

  /// One of the values of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ text: String
  ) throws -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw TableError(
      "\(name): expected one of \(known.joined(separator: ", ")), found “\(text)”."
        + Suggestions.suggestion(for: text, among: known))
  }

  /// A window by the names of its ends; all time where neither is given.
  func window(_ start: String, _ end: String) throws -> Window {
    let times = -62_135_596_800_000...253_402_300_799_999 as ClosedRange<Int64>
    let from = try number(start, times).map(Timestamp.init(milliseconds:))
    let to = try number(end, times).map(Timestamp.init(milliseconds:))
    if let from, let to, from >= to {
      throw TableError("\(start): expected a moment before “\(end)”; the window does not hold its end.")
    }
    return Window(start: from, end: to)
  }

  /// The rules of scoring.
  func rules() throws -> LoadedNetwork.Rules {
    var kinds: Set<VoiceKind> = []
    for text in all("kinds") { kinds.insert(try choice("kinds", text)) }
    return LoadedNetwork.Rules(
      scope: Scope(
        window: try window("from", "to"), bots: isOn("with_bots") ? .count : .leaveOut,
        colleagues: isOn("without_colleagues") ? .leaveOut : .count),
      kinds: kinds.isEmpty ? [.person, .unknown] : kinds,
      ranking: try text("rank_by").map { try choice("rank_by", $0) } ?? .score,
      seed: UInt64(try number("seed", 0...Int64.max) ?? 1))
  }
}
