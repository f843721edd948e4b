import Foundation
import Testing

/// Weeks of generated exports, whose pages are computed again from the exports alone, by the definitions and by nothing of the
/// program's: a rolling file with late posts, a corrected row, a renamed account, clocks that change, a week without a file, and
/// another ranking half way. `REPARTEE_WEEKS=52` makes it a year.
@Suite("A simulated year of Mondays")
struct SimulatedYearTests {
  private struct Post {
    var id: String
    var author: Int
    var parent: String
    var time: Int
  }

  /// The first moment of a week in London, in Unix seconds; week 0 begins on Monday, 3 March 2025. Summer time is from
  /// 30 March to 26 October 2025, so that weeks 4 to 33 begin an hour early in UTC.
  private func start(_ week: Int) -> Int {
    1_740_960_000 + week * 604_800 - ((4...33).contains(week) ? 3_600 : 0)
  }

  /// The posts that were written in a week.
  private func posts(_ week: Int) -> [Post] {
    var state = UInt64(week) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var found: [Post] = []
    for talk in 0..<15 {
      var time = start(week) + 1_800 + random(6 * 86_400)
      for place in 0..<(2 + random(6)) {
        let id = "w\(week)t\(talk)p\(place)"
        // Mostly an answer to what was said last, sometimes to the post before that.
        let parent = place == 0 ? "" : "w\(week)t\(talk)p\(place == 1 || random(4) > 0 ? place - 1 : place - 2)"
        found.append(Post(id: id, author: 100 + random(place == 0 ? 4 : 9), parent: parent, time: time))
        time += 60 + random(4_000)
      }
    }
    return found
  }

  private func sheet(_ posts: [Post], week: Int) -> String {
    // The account 101 is renamed in week 5.
    let rows = posts.map { post in
      let handle = post.author == 101 && week >= 5 ? "renamed" : "u\(post.author)"
      return "\(post.id),\(post.author),\(post.parent),\(post.time),x,\(handle)\n"
    }
    return "id,author,parent,time,platform,handle\n" + rows.joined()
  }

  private struct Figures: Equatable {
    var posts = 0
    var repliers: Set<Int> = []
    var conversed: Set<Int> = []
  }

  /// The figures of a window by their definitions, from all posts that any export has held, each as the newest one says it.
  private func figures(_ all: [String: Post], from start: Int, to end: Int) -> [Int: Figures] {
    var found: [Int: Figures] = [:]
    func isInside(_ post: Post) -> Bool { post.time >= start && post.time < end }
    for post in all.values where isInside(post) {
      found[post.author, default: Figures()].posts += 1
      guard let parent = all[post.parent], parent.author != post.author else { continue }
      found[parent.author, default: Figures()].repliers.insert(post.author)
      // Whoever wrote it had replied to somebody who answered, and comes back here.
      guard let first = all[parent.parent], first.author == post.author else { continue }
      // Here `parent` answered `first` by the same author, which answered a post of the parent's author.
      guard isInside(parent), let opened = all[first.parent], opened.author == parent.author else { continue }
      found[parent.author, default: Figures()].conversed.insert(post.author)
    }
    return found
  }

  @Test("Each week's figures are those of the exports, and each anomaly is noted in its week alone")
  func year() throws {
    let weeks = ProcessInfo.processInfo.environment["REPARTEE_WEEKS"].flatMap(Int.init) ?? 8
    let command = try Command()
    let job = """
      store: out/c.repartee
      sources: [latest.csv]
      window: {last: week, time_zone: Europe/London}
      outputs: {csv: out/ranking.csv}
      briefing: out/briefing
      """
    try command.file("job.yaml", job)
    var seen: [String: Post] = [:]
    var notices: [Int: [String]] = [:]
    for week in 0..<weeks {
      let hasFile = week != 4
      // A tenth of a week's posts arrives a week late; the file rolls over two weeks.
      var export = posts(week).enumerated().filter { $0.offset % 10 != 9 }.map(\.element)
      if week > 0 { export = posts(week - 1) + export }
      if week == 3 {
        // A row of the week before is corrected.
        for place in export.indices where export[place].id == "w2t0p1" { export[place].author = 108 }
      }
      if hasFile {
        try command.file("latest.csv", sheet(export, week: week))
        for post in export { seen[post.id] = post }
      } else {
        try FileManager.default.removeItem(atPath: command.path("latest.csv"))
      }
      let moment = ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(start(week + 1) + 21_600)))
      let ranking = week >= 6 ? "conversed" : "score"
      let outcome = try command.run("run", "job.yaml", "--as-of", moment, "--set", "ranking.by=\(ranking)")
      notices[week] = outcome.errorLines.map(String.init)
      // Late posts may make somebody else the first of the week before.
      let isCalm = hasFile && week != 6 && !outcome.errors.contains("attention: changed finding")
      #expect(outcome.status == (isCalm ? 0 : 10), "week \(week): \(outcome.errors)")

      let expected = figures(seen, from: start(week), to: start(week + 1))
      let table = Ranking(csv: String(decoding: command.bytes("out/ranking.csv") ?? Data(), as: UTF8.self))
      for account in 100..<109 {
        let known = account == 101 && week >= 5 ? "renamed" : "u\(account)"
        let own = expected[account] ?? Figures()
        guard let posts = table["posts"][known] else {
          #expect(own == Figures(), "week \(week): \(known) has no row")
          continue
        }
        #expect(posts == "\(own.posts)", "week \(week): posts of \(known)")
        #expect(table["repliers"][known] == "\(own.repliers.count)", "week \(week): repliers of \(known)")
        #expect(table["conversed"][known] == "\(own.conversed.count)", "week \(week): conversed of \(known)")
      }
    }
    // Said in its week and in no other.
    func weeksThatSay(_ text: String) -> [Int] {
      notices.filter { $0.value.contains { $0.contains(text) } }.keys.sorted()
    }
    #expect(weeksThatSay("missing source: no file is there for the source latest.csv") == [4])
    #expect(weeksThatSay("no data: the window holds no post and no reply") == [4])
    #expect(weeksThatSay("is rank-by=conversed") == (weeks > 6 ? [6] : []))
    #expect(weeksThatSay("attention: changed rules") == (weeks > 6 ? [6] : []))
    #expect(weeksThatSay("holds 1 row with another author, parent or time than before") == [3])
    #expect(weeksThatSay("1 account has another handle than before: x:101 is now renamed, and was u101") == [5])
    #expect(weeksThatSay("fewer posts") == [] && weeksThatSay("schema") == [])
    // The tenth that comes late is said a week later, but for the week whose file never came: its posts come all at once.
    #expect(weeksThatSay("the window before was published on") == Array(1..<weeks).filter { $0 != 4 })
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: command.path("out/briefing/latest"))
    let last = Date(timeIntervalSince1970: Double(start(weeks) + 21_600))
    #expect(latest == ISO8601DateFormatter().string(from: last).prefix(10))
    #expect(try command.run("check", "out/c.repartee").status == 0)
  }
}
