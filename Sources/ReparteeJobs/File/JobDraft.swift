import ReparteeFormats

/// A job to start from: the files that are found, each with what it is, and every key with an explanation.
package struct JobDraft {
  /// The job file's text.
  package let text: String
  /// How many of the files a job can read as they are.
  package let sourceCount: Int

  /// - Parameters:
  ///   - paths: the files, by paths that hold relative to the job.
  ///   - folder: where these paths begin; empty is here.
  ///   - name: what the store is called.
  package init(paths: [String], in folder: String, name: String) {
    var (sources, rosters, others): ([String], [String], [String]) = ([], [], [])
    func place(_ path: String) -> String { folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path }
    // Ids that one file places say where those of another belong.
    var matching = FileMatching()
    for path in paths { if let reader = try? FileReader(path: place(path)) { matching.add(reader) } }
    for path in paths {
      do {
        let reader = try FileReader(path: place(path))
        if reader.formatName == "roster-csv" {
          rosters.append("\(YAMLText.quoted(path))  # \(reader.formatName)")
        } else if reader.platform == nil, let platform = try matching.platform(of: FileReader(path: place(path))) {
          sources.append(
            "  - {file: \(YAMLText.quoted(path)), platform: \(platform)}  # \(reader.formatName); "
              + FileMatching.statement(of: platform))
        } else {
          sources.append("  - \(YAMLText.quoted(path))  # \(reader.formatName)")
        }
      } catch .archive {
        sources.append("  - \(YAMLText.quoted(path))  # an archive, read as the folder that it unpacks to")
      } catch {
        if error.isOfNoFormat, let mapping = FileMatching.mapping(for: place(path)) {
          others.append(
            "  # - {file: \(YAMLText.quoted(path)), mapping: \(mapping)}  # what the included mapping \(mapping) reads")
        } else {
          others.append("  # - " + Self.proposal(path, at: place(path), error, matching))
        }
      }
    }
    sourceCount = sources.count
    let roster =
      rosters.first.map { first in "roster: \(first)" + rosters.dropFirst().map { "\n# roster: \($0)" }.joined() }
      ?? "# roster: roster.csv  # platform,id,handle,name,kind,organisation,role,voice,followers,from,to"
    let list = "sources:" + (sources.isEmpty ? "  # take the # away from what fits, below" : "")
    text = """
      # Run it: repartee run job.yaml; --dry-run says what would happen. Paths are relative to this file.
      # yaml-language-server: $schema=job.schema.json
      # An editor completes the keys by that file: repartee init --schema > job.schema.json

      # What other jobs share with this one; keys of this job override it.
      # include: ../common.yaml

      # Everything that was read, in one SQLite file.
      store: \(YAMLText.quoted("output/\(name).repartee"))

      # What to read, in order; folders and patterns too. A file whose content does not say everything takes options:
      # {file: follows.txt, kind: follow, platform: x} · {file: sheet.csv, columns: {actor: user_id, target: reply_to}}
      \(([list] + sources + (others.isEmpty ? [] : ["  # Not read as they are:"]) + others).joined(separator: "\n"))

      # What is kept of what posts say, for the briefing: hashtags, the domains of links, or none. The
      # text itself never is.
      # text: hashtags, domains

      # What people know and no export says: who is a person, a channel, anonymous, a bot; organisations. Where its columns
      # are called otherwise: {file: staff.csv, columns: {handle: twitter_name, organisation: party}}
      \(roster)

      # Which time counts, in UTC; the end does not belong to it. Without it, all does.
      # window: {from: 2026-01-05, to: 2026-02-16}
      # window: {last: week, time_zone: Europe/London}  # the last whole day, week or month before --as-of

      # What voices are ranked by, and which kinds are ranked; columns adds measures (repartee measures lists them).
      ranking: {by: score, kinds: [person, unknown]}
      # ranking: {by: score, colleagues: leave-out, bots: count, columns: [reply_rank, community], seed: 1}

      # The style of pictures, and whether they and the tables name anybody.
      look: {page: landscape, theme: light, pseudonyms: false}

      outputs: {csv: output/ranking.csv, json: output/ranking.json}
      diagrams:
        - {file: output/network.svg, show: network}
        # - {file: output/ego.svg, show: ego, of: HANDLE}
        # - {file: output/conversation.pdf, show: conversation, page: portrait}

      # One page with pictures, tables and figures, a folder a day; “latest” leads to the newest.
      briefing: {folder: output/briefing, voices: 10, picks: 5}

      # The whole network for other tools, names and all.
      # exports: [output/network.graphml, output/network.gexf]

      # What becomes of rows that a file no longer holds: they stay, or leave the store.
      # replaced: keep  # or: take back

      # How long to keep things: what is older leaves the store; as many dated briefings stay.
      # retention: {days: 730, briefings: 12}

      """
  }

  /// A source as it might be named, with what has to be said, or why it is none.
  private static func proposal(
    _ path: String, at place: String, _ error: any Error, _ matching: FileMatching
  ) -> String {
    let file = YAMLText.quoted(path)
    let kinds = EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")
    switch error as? FormatError {
    case .missingColumns(_, let missing, let found, _, _):
      let free = found.filter { !["follower", "followed", "actor", "target", "count", "time"].contains($0) }
      let guesses = missing.map { field in EdgeColumns.guess(field, among: free) }
      let columns = zip(missing, guesses).compactMap { field, column in column.map { (field, $0) } }.map {
        "\(YAMLText.quoted($0)): \(YAMLText.quoted($1))"
      }.joined(separator: ", ")
      let isEdge = missing.contains("actor")
      let kind = EdgeKind(guessedBy: path)
      // A header may hold anything, line ends too, and is part of a comment here.
      return
        "{file: \(file), \(isEdge ? "kind: \(kind?.rawValue ?? "KIND"), " : "")columns: {\(columns)}}  # a guess; its columns: "
        + SafeText.withoutControls(found.prefix(8).joined(separator: ", "))
        + (isEdge && kind == nil ? "; KIND is one of \(kinds)" : "")
    case .missingSetting(_, .kind, _):
      let kind = EdgeKind(guessedBy: path)
      let reader = try? FileReader(path: place, options: ReadOptions(kind: kind ?? .reply))
      let platform = reader.flatMap { $0.platform == nil ? matching.platform(of: $0) : nil }
      let platformKey = platform.map { ", platform: \($0)" } ?? ""
      let why =
        platform.map { "; " + FileMatching.statement(of: $0) } ?? (matching.isEmpty ? "" : "; " + FileMatching.ofNone)
      return kind.map { "{file: \(file), kind: \($0.rawValue)\(platformKey)}  # a guess by its name\(why)" }
        ?? "{file: \(file), kind: KIND\(platformKey)}  # KIND is one of \(kinds)\(why)"
    case .missingSetting(_, let setting, _): return "{file: \(file), \(setting.rawValue): …}"
    default:
      let line = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
      let clause = line.split(separator: ";").first.map(String.init) ?? line
      return "\(file)  # " + SafeText.withoutControls(clause.split(separator: ": ").dropFirst().joined(separator: ": "))
    }
  }
}

/// Which of a sheet's columns may hold a field: one that is called like it, and none that holds something else.
enum EdgeColumns {
  private static let usual = [
    "actor": [
      "author", "user", "username", "screenname", "from", "sender", "account", "handle", "source", "name", "userid",
    ],
    "target": ["to", "replyto", "inreplyto", "mentioned", "target", "recipient", "receiver", "friend", "repliedto"],
    "author": ["author", "user", "username", "userid", "screenname", "sender", "from", "account", "handle", "name"],
    "id": ["id", "url", "link", "permalink", "messageid", "postid", "tweetid"],
    "parent": ["parent", "inreplyto", "replyto", "parentid", "inreplytoid"],
  ]

  static func guess(_ field: String, among columns: [String]) -> String? {
    func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    if let names = usual[field] {
      for name in names { if let column = columns.first(where: { plain($0) == name }) { return column } }
      return nil
    }
    return columns.first { !EdgeHeader.namesNobody($0) }
  }
}

extension EdgeKind {
  /// The kind of edges that a file name suggests; nil where it suggests none, or several.
  fileprivate init?(guessedBy path: String) {
    let name = path.split(separator: "/").last?.lowercased() ?? ""
    let words: [(EdgeKind, [String])] = [
      (.follow, ["follow", "friend"]), (.reply, ["reply", "replies"]), (.mention, ["mention"]),
      (.repost, ["retweet", "repost"]), (.quote, ["quote"]),
    ]
    let found = words.filter { $0.1.contains { name.contains($0) } }
    guard found.count == 1 else { return nil }
    self = found[0].0
  }
}
