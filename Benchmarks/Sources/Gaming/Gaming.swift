import ArgumentParser
import Foundation
import Repartee

/// What it costs to buy a rank, and who is found out.
///
/// Cost: into each network a voice of nobody's acquaintance is put, with so many invented accounts; each answers its post once
/// (`one-off`), is thanked for it (`thanked`), or comes back after the answer (`returning`). Of each way the fewest accounts are
/// sought, by halving, with which the voice stands at rank 1, 5 or 10 or better by a measure.
/// Detection: puppets, rings and pile-ons as `repartee generate --puppets --pile-on` plants them; a flag's share of those who
/// were planted, and of all others to whom it applies.
@main
struct Gaming: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a rank costs by each measure, and what the flags find.")

  @Option(help: "The folder of real data; left out where it is absent.") var data = "../shared/data"
  @Option(help: "A folder that repartee generate wrote with --puppets and --pile-on.") var planted: String

  func run() throws {
    var sets = [(name: "generated", files: ["\(planted)/posts.csv"])]
    for (name, path) in [
      ("pheme/charliehebdo", "pheme/charliehebdo/tweets.jsonl.gz"),
      ("pheme/ferguson", "pheme/ferguson/tweets.jsonl.gz"),
      ("usrp", "threads/usrp.csv.gz"), ("delving", "threads/delving.csv.gz"), ("forums4", "threads/forums4.csv.gz"),
    ] where FileManager.default.fileExists(atPath: "\(data)/\(path)") {
      sets.append((name, ["\(data)/\(path)"]))
    }
    print("Invented accounts (and all posts) that reach a rank; - where \(Cost.most) do not")
    for (name, files) in sets { try printCosts(name, files) }
    print("")
    try printDetection(real: Array(sets.dropFirst()))
  }

  private func network(_ files: [String]) throws -> MeasuredNetwork {
    let store = try ConversationStore()
    for file in files { _ = try store.importFile(file) }
    return MeasuredNetwork(ScopedNetwork(try store.network()))
  }

  private func printCosts(_ name: String, _ files: [String]) throws {
    let measured = try network(files)
    let widths = [22, 22, 12, 14, 14, 14]
    print(Self.line(["set", "by", "way", "rank 1", "rank 5", "rank 10"], widths))
    for by in RankedBy.allCases {
      let values = by.values(measured).sorted(by: >)
      for way in Cost.allCases {
        let cells = [1, 5, 10].map { rank -> String in
          // Whoever has more than the value of that rank stands there.
          guard values.count >= rank else { return "1" }
          guard let accounts = way.accounts(above: values[rank - 1], by: by) else { return "-" }
          return "\(accounts) (\(way.posts(of: accounts)))"
        }
        print(Self.line([name, by.rawValue, way.rawValue] + cells, widths))
      }
    }
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }.joined()
  }

  // MARK: Detection

  private func printDetection(real: [(name: String, files: [String])]) throws {
    let measured = try network(["\(planted)/posts.csv", "\(planted)/planted_posts.csv"])
    let accounts = try String(contentsOfFile: "\(planted)/planted.csv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    var roles: [String: String] = [:]
    for row in accounts { roles[String(row[0])] = String(row[1]) }
    func role(_ voice: Int) -> String? { roles["\(measured.voices.ids[voice])"] }
    let widths = [24, 40, 22, 22]
    print(Self.line(["set", "flag", "of the planted", "of the others"], widths))
    let isInvented: (Int, MeasuredNetwork) -> Bool? = { voice, measured in
      measured.conversed.count(of: voice) >= 3 ? measured.confirmedPartners.count(of: voice) == 0 : nil
    }
    let flags: [(String, [String], (Int, MeasuredNetwork) -> Bool?)] = [
      ("no confirmed partner of three or more", ["puppet-master", "ring"], isInvented),
      ("pile-on", ["pile-on-target"], { $1.pileOns[$0].isFlagged }),
    ]
    for (name, wanted, flag) in flags {
      for only in wanted {
        var (found, all, alarms, others) = (0, 0, 0, 0)
        for voice in measured.voices.kinds.indices {
          guard let isFlagged = flag(voice, measured) else {
            if role(voice) == only { all += 1 }
            continue
          }
          if role(voice) == only {
            all += 1
            if isFlagged { found += 1 }
          } else if role(voice) == nil {
            others += 1
            if isFlagged { alarms += 1 }
          }
        }
        print(
          Self.line(
            ["generated, \(only)", name, Self.share(found, all), Self.share(alarms, others)], widths))
      }
      for (set, files) in real {
        let measured = try network(files)
        let known = measured.voices.kinds.indices.compactMap { flag($0, measured) }
        print(Self.line([set, name, "", Self.share(known.count { $0 }, known.count)], widths))
      }
    }
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "none" : String(format: "%.3f (%d of %d)", Double(part) / Double(whole), part, whole)
  }
}

/// What a rank can be by.
private enum RankedBy: String, CaseIterable {
  case score, conversed, reciprocated, repliers
  case replyReach = "reply_reach"
  case formerScore = "former score √(R·C)"
  case confirmed = "confirmed_partners"

  /// Everybody's value.
  func values(_ measured: MeasuredNetwork) -> [Double] {
    measured.voices.kinds.indices.map { voice in
      value(
        repliers: measured.repliers.count(of: voice), reciprocated: measured.reciprocated.count(of: voice),
        conversed: measured.conversed.count(of: voice), reach: Int(measured.replyReach.reach[voice]),
        confirmed: measured.confirmedPartners.count(of: voice))
    }
  }

  func value(repliers: Int, reciprocated: Int, conversed: Int, reach: Int, confirmed: Int) -> Double {
    // The ranking holds those with a return alone.
    switch self {
    case .score: conversed == 0 ? 0 : Double(reciprocated + conversed)
    case .conversed: Double(conversed)
    case .reciprocated: Double(reciprocated)
    case .repliers: Double(repliers)
    case .replyReach: Double(reach)
    case .formerScore: (Double(reach) * Double(conversed)).squareRoot()
    case .confirmed: Double(confirmed)
    }
  }
}

/// What invented accounts do.
private enum Cost: String, CaseIterable {
  /// Each answers once.
  case oneOff = "one-off"
  /// Each answers once and is thanked.
  case thanked
  /// Each answers, is answered and comes back.
  case returning

  static let most = 100_000

  /// Posts by the accounts and the voice, its own first post among them.
  func posts(of accounts: Int) -> Int {
    switch self {
    case .oneOff: accounts + 1
    case .thanked: 2 * accounts + 1
    case .returning: 3 * accounts + 1
    }
  }

  /// The fewest accounts with which a voice has more than `value`, measured on a network of it and them.
  func accounts(above value: Double, by: RankedBy) -> Int? {
    func isEnough(_ accounts: Int) -> Bool {
      let measured = invented(accounts)
      return (by.values(measured).first ?? 0) > value
    }
    var most = 1
    while most <= Self.most, !isEnough(most) { most *= 4 }
    guard most <= Self.most else { return nil }
    var low = most / 4
    while low + 1 < most {
      let middle = (low + most) / 2
      if isEnough(middle) { most = middle } else { low = middle }
    }
    return most
  }

  /// A voice and its accounts: nobody else ever speaks to them, so in any network its figures are these.
  private func invented(_ accounts: Int) -> MeasuredNetwork {
    var builder = NetworkBuilder()
    for account in 0...accounts { builder.voices.append(platform: "local", id: .number(Int64(account))) }
    let platform = builder.platform(named: "local")
    var id: Int64 = 0
    func add(_ author: Int, _ parent: Int64?) -> Int64 {
      id += 1
      builder.add(
        .init(
          id: .number(id), author: UInt32(author), parent: parent.map { .number($0) },
          time: Timestamp(seconds: id * 60),
          kind: parent == nil ? .post : .reply), platform: platform)
      return id
    }
    let root = add(0, nil)
    for account in 1...accounts {
      let opening = add(account, root)
      if self == .oneOff { continue }
      let answer = add(0, opening)
      if self == .returning { _ = add(account, answer) }
    }
    return MeasuredNetwork(ScopedNetwork(builder.build()))
  }
}
