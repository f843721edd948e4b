/// The kinds of files that can be read. A new one is one file in `Readers` and one line here.
package enum FormatCatalogue {
  /// Every format, in the order in which lists show them.
  package static let formats: [any FileFormat] = [
    XV2(),
    XV1(),
    TwarcSheet(),
    XArchive(),
    Bluesky(),
    JetstreamSegment(),
    BlueskyRepository(),
    Mastodon(),
    MastodonFollowing(),
    YouTube(),
    YTDLP(),
    YouTubeDownloader(),
    YouTubeTakeout(),
    TikTokResearch(),
    TikTokExport(),
    InstagramComments(),
    MetaContentLibrary(),
    Zeeschuimer(),
    Telegram(),
    Discord(),
    Slack(),
    Lemmy(),
    GitHubDiscussions(),
    StackExchange(),
    HackerNews(),
    Disqus(),
    Mbox(),
    Reddit(),
    WordPress(),
    WordPressComments(),
    Discourse(),
    ConvoKit(),
    HiggsActivity(),
    EdgeList(),
    GephiEdges(),
    NodesSheet(),
    NodeLink(),
    GraphMLGraph(),
    GEXFGraph(),
    GML(),
    GDF(),
    SIF(),
    Pajek(),
    PostsSheet(),
    FollowsSheet(),
    InteractionsSheet(),
    NamedSheet(),
    RosterSheet(),
  ]

  /// The format called `name`, in any case.
  ///
  /// - Throws: `FormatError.unknownFormatName`, with the names that there are.
  package static func format(named name: String) throws(FormatError) -> any FileFormat {
    if let format = formats.first(where: { $0.name == name.lowercased() }) { return format }
    throw .unknownFormatName(name, formats: formats.map(\.name))
  }

  /// The format of a file that begins with `sample`: the one that the options name, or the surest.
  ///
  /// - Throws: `FormatError.unknownFormat` when no format fits, `.ambiguous` when several are equally sure,
  ///   `.unknownFormatName`.
  package static func detect(_ sample: FileSample, options: ReadOptions) throws(FormatError) -> any FileFormat {
    if sample.content != .text { return try binaryFormat(of: sample, options: options) }
    if let mapping = options.mapping { return MappedFile(mapping: mapping) }
    if let name = options.format { return try format(named: name) }
    let json = formats.compactMap { $0 as? any JSONFormat }
    let confidences = Dictionary(
      uniqueKeysWithValues: zip(json.map(\.name), JSONDetection.confidences(of: json, in: sample)))
    var best = Confidence.possible
    var found: [any FileFormat] = []
    for format in formats {
      let confidence = confidences[format.name] ?? format.confidence(in: sample, options: options)
      if confidence > best {
        best = confidence
        found = [format]
      } else if confidence == best {
        found.append(format)
      }
    }
    // What looks like nothing more than lines or a sheet may be something else.
    if found.allSatisfy({ $0 is EdgeList || $0 is NamedSheet || $0 is GephiEdges || $0 is SIF }),
      options.columns.isEmpty,
      let refusal = ForeignFile.refusal(of: sample)
    {
      throw refusal
    }
    if found.count > 1 { throw .ambiguous(path: sample.path, formats: found.map(\.name)) }
    if let format = found.first { return format }
    throw .unknownFormat(path: sample.path, formats: nearest(sample))
  }

  /// The format of a file that is no text: its first bytes leave no choice.
  private static func binaryFormat(of sample: FileSample, options: ReadOptions) throws(FormatError) -> any FileFormat {
    let found: any FileFormat = sample.content == .segment ? JetstreamSegment() : BlueskyRepository()
    if options.mapping != nil || options.format.map({ $0.lowercased() != found.name }) == true {
      throw .unsupported(
        path: sample.path,
        reason: "it is of the format \(found.name), by its first bytes; name no format and no mapping")
    }
    return found
  }

  /// The formats that a file of no format comes closest to, at most three: of JSON those most of whose keys it has, of sheets
  /// those most of whose columns. Where nothing speaks for one more than for another, the first of JSON, and none of sheets.
  private static func nearest(_ sample: FileSample) -> [String] {
    let first = sample.bytes.first { !UnsafeBufferPointer<UInt8>.isBlank($0) }
    let text = String(decoding: sample.bytes.prefix(1 << 14), as: UTF8.self)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let json = formats.compactMap { $0 as? any JSONFormat }
      let found = best(
        json.map { format in
          let shares = format.marks.map { marks in
            Double(marks.count { text.contains($0) }) / Double(marks.count)
          }
          return (format.name, shares.max() ?? 0)
        })
      return found.isEmpty ? json.prefix(3).map(\.name) : found
    }
    if first == UInt8(ascii: "<") { return ["graphml", "gexf", "wordpress"] }
    guard let header = SheetHeader(sample), header.names.count > 1 else { return [] }
    let sheets: [(any FileFormat, [String])] = [
      (PostsSheet(), PostsSheet.required), (InteractionsSheet(), ["kind"] + InteractionsSheet.required),
      (FollowsSheet(), FollowsSheet.required), (GephiEdges(), ["source", "target"]),
    ]
    return best(
      sheets.map { ($0.name, Double($1.count { header.has($0) }) / Double($1.count)) })
  }

  private static func best(_ shares: [(name: String, share: Double)]) -> [String] {
    let found = shares.enumerated().filter { $0.element.share > 0 }
      .sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }
    return found.prefix(3).map(\.element.name)
  }
}
