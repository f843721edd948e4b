import ReparteeGraph

/// The analyst's roster: what a person knows of accounts and no export says.
///
/// Columns, in any order: `platform,id,handle,name,kind,organisation,role,voice,followers,from,to,source,note`; a row
/// needs an id or a handle. `voice` joins accounts of one person; `from` and `to` date a role: `to` is the first moment
/// after it, so that the day itself no longer belongs to it; `source` says where the analyst knows it from.
struct RosterSheet: FileFormat {
  static let fields = [
    "platform", "id", "handle", "name", "kind", "organisation", "role", "voice", "followers", "from", "to", "note",
    "source",
  ]
  /// The columns that make a sheet a roster.
  private static let marks = ["kind", "voice", "organisation", "role"]

  let name = "roster-csv"
  let summary = "the roster for `tag`: handle or id, and kind, organisation, role, voice, from, to, note"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    // A graph's nodes have labels.
    let others = ["author", "actor", "target", "follower", "followed", "parent", "label"]
    guard header.has("handle") || header.has("id"), !others.contains(where: header.has) else { return .none }
    return RosterSheet.marks.contains(where: header.has) ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(sample, options: options, fields: RosterSheet.fields, required: [])
    if columns.index(of: "id") == nil, columns.index(of: "handle") == nil {
      throw .missingColumns(
        path: sample.path, missing: ["id or handle"], found: columns.header.names,
        remedy: "a roster says whom it means by an “id” or a “handle” column")
    }
    let indices = RosterSheet.fields.map(columns.index)
    let kinds = KeywordParser<VoiceKind>()
    // Lines of a block are counted in it; the driver makes them the file's.
    return SheetReader(columns) { row, line, batch throws(RowProblem) in
      var record = RosterRecord(
        platform: try row.text(indices[0], "platform").map(PlatformName.canonical), id: try row.id(indices[1], "id"),
        handle: try row.handle(indices[2], "handle"), line: line())
      guard record.id != nil || record.handle != nil else {
        throw RowProblem("id: expected an id or a handle, found neither")
      }
      record.name = try row.text(indices[3], "name")
      record.kind = try row.keyword(indices[4], "kind", kinds)
      record.organisation = try row.text(indices[5], "organisation")
      record.role = try row.text(indices[6], "role")
      record.voice = try row.text(indices[7], "voice")
      record.followers = try row.number(indices[8], "followers", atLeast: 0)
      record.from = try row.time(indices[9], "from")
      record.to = try row.time(indices[10], "to")
      record.note = try row.text(indices[11], "note")
      record.source = try row.text(indices[12], "source")
      batch.roster.append(record)
    }
  }
}
