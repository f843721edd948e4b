import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeText

extension Mapping {
  /// The keys of a mapping file.
  static let keys = [
    "name", "about", "verified", "reads", "delimiter", "quote", "escape", "header", "items", "nulls", "time", "zone",
    "platform", "posts", "interactions", "follows", "accounts",
  ]

  /// The mapping at `path`, or the shipped one of that name.
  /// - Throws: `FormatError` where there is none, `JobError` with the line of the first mistake in it.
  package init(named path: String) throws {
    if let shipped = ShippedMappings.yaml(named: path) {
      try self.init(yaml: shipped, path: "the mapping \(path)")
      return
    }
    do {
      try self.init(yaml: YAMLText.ofFile(at: path), path: path)
    } catch FormatError.missing {
      throw MissingMapping(name: path)
    }
  }

  /// Reads a mapping.
  /// - Parameters:
  ///   - yaml: its text.
  ///   - path: its path, for messages, and for its name where it gives none.
  /// - Throws: `JobError` with the line of the first mistake.
  package init(yaml: String, path: String) throws {
    guard let root = try YAMLText.tree(yaml, path: path) else {
      throw JobError(path: path, line: 1, column: 1, message: "the mapping is empty; see the guide for an example")
    }
    let top = try JobNode(root, path: path, folder: "", name: "the mapping").mapping(keys: Self.keys)
    let file = FileName.of(path)
    self.init(name: try top["name"]?.text() ?? (file.split(separator: ".").first.map(String.init) ?? file))
    about = try top["about"]?.text() ?? ""
    isVerified = try top["verified"]?.flag() ?? true
    reads = try top["reads"]?.choice(Reads.self) ?? .sheet
    try readDialect(top["delimiter"], top["quote"], top["escape"])
    hasHeader = try top["header"]?.flag() ?? true
    items = try top["items"]?.text().split(separator: ".").map(String.init) ?? []
    nulls = try top["nulls"]?.listOrOne().map { try $0.text() }.sorted()
    timePattern = try top["time"]?.text()
    zone = try top["zone"]?.zone()
    platform = try top["platform"]?.platform(reads, hasHeader: hasHeader)
    for kind in MappedRecord.Kind.allCases {
      guard let node = top[kind.rawValue] else { continue }
      for entry in try node.listOrOne() { records.append(try entry.record(kind, of: self)) }
    }
    if records.isEmpty {
      throw top.owner.error("the mapping makes nothing; expected posts, interactions, follows or accounts")
    }
    if let follows = top["follows"], records.count > 1 {
      throw follows.error("follows stand alone: a row is a follow or anything else")
    }
  }
}

extension JobNode {
  /// A time zone's name.
  fileprivate func zone() throws -> String {
    let text = try text()
    guard ZoneName.zone(text) != nil else { throw error("zone is \(text); \(ZoneName.expectation(text))") }
    return text
  }

  /// A platform: its name, or where a row says it.
  fileprivate func platform(_ reads: Mapping.Reads, hasHeader: Bool) throws -> MappedField {
    isScalar ? MappedField(.constant(try text())) : try field(reads, hasHeader: hasHeader)
  }

  /// What a row makes.
  fileprivate func record(_ kind: MappedRecord.Kind, of mapping: Mapping) throws -> MappedRecord {
    let fields = try self.mapping(keys: kind.fields + ["when", "unless"])
    var record = MappedRecord(kind, fields: [:])
    for (name, node) in fields.fields where kind.fields.contains(name) {
      // A kind that is the same for all rows is written as it is.
      if name == "kind", node.isScalar, kind.kinds.contains(try node.text().lowercased()) {
        record.fields[name] = MappedField(.constant(try node.text()))
        continue
      }
      let field = try node.field(mapping.reads, hasHeader: mapping.hasHeader)
      if name == "kind", let wrong = field.words?.values.first(where: { !kind.kinds.contains($0.lowercased()) }) {
        throw node.error("kind is \(wrong) in “words”; expected \(kind.kinds.joined(separator: ", "))")
      }
      record.fields[name] = field
    }
    for name in kind.required { _ = try fields.required(name) }
    if kind == .posts, mapping.reads != .sheet { _ = try fields.required("id") }
    for name in ["when", "unless"] {
      if let node = fields[name] { record.conditions.append(try node.condition(mapping, isNegated: name == "unless")) }
    }
    return record
  }

  /// When a record is made: a field that has to be there, or one and what it has to be.
  private func condition(_ mapping: Mapping, isNegated: Bool) throws -> MappedCondition {
    let values =
      isScalar || isList
      ? nil : try self.mapping(keys: JobNode.fieldKeys + ["is"])["is"]?.listOrOne().map { try $0.text() }
    return MappedCondition(
      try field(mapping.reads, hasHeader: mapping.hasHeader, and: ["is"]), values: values, isNegated: isNegated)
  }

  private static let fieldKeys = [
    "column", "path", "value", "above", "after", "before", "split", "part", "prefix", "words", "lowercase", "optional",
    "lossy",
  ]

  /// Where a value is: a header, a number, a path of keys with dots between them, or a mapping of more.
  private func field(_ reads: Mapping.Reads, hasHeader: Bool, and more: [String] = []) throws -> MappedField {
    func place() throws -> MappedField.Place {
      if reads != .sheet { return .path(try text().split(separator: ".").map(String.init)) }
      return hasHeader ? .column(try text()) : .position(try number(from: 1))
    }
    if isScalar { return MappedField(try place()) }
    if isList {
      // Several fields that make one value.
      let parts = try listOrOne().map { try $0.field(reads, hasHeader: hasHeader) }
      guard var first = parts.first, parts.allSatisfy({ $0.others.isEmpty }) else {
        throw error("expected fields, of which the value is made")
      }
      first.others = Array(parts.dropFirst())
      return first
    }
    let fields = try mapping(keys: JobNode.fieldKeys + more)
    let places = ["column", "path", "value", "above"].compactMap { fields[$0] }
    guard places.count == 1 else { throw error("expected one of column, path, value or above") }
    if reads != .sheet, let column = fields["column"] {
      throw column.error("\(reads == .json ? "JSON" : "XML") has no columns; expected path")
    }
    if reads != .json, let above = fields["above"] { throw above.error("only JSON has values around its rows") }
    if reads == .sheet, let path = fields["path"] { throw path.error("a sheet has no paths; expected column") }
    if let column = fields["column"], column.isList, reads == .sheet, hasHeader {
      // Headers that mean the same.
      let names = try column.listOrOne().map { try $0.text() }
      guard let first = names.first else { throw column.error("column: expected a header, or several") }
      var field = MappedField(.column(first))
      field.alternatives = Array(names.dropFirst())
      try field.read(fields)
      return field
    }
    var field =
      try fields["value"].map { MappedField(.constant(try $0.text())) }
      ?? fields["above"].map { MappedField(.above(try $0.text().split(separator: ".").map(String.init))) }
      ?? places[0].field(reads, hasHeader: hasHeader)
    try field.read(fields)
    return field
  }
}

extension MappedField {
  /// Reads what is done to the value.
  fileprivate mutating func read(_ fields: JobNode.Fields) throws {
    after = try fields["after"]?.text()
    before = try fields["before"]?.text()
    split = try fields["split"]?.text()
    if let part = fields["part"] {
      guard let number = Int(try part.text()), number != 0, split != nil else {
        throw part.error("part: expected a number such as 1 or -2, and “split” beside it")
      }
      self.part = number
    }
    isLossy = try fields["lossy"]?.flag() ?? false
    prefix = try fields["prefix"]?.text()
    isLowercased = try fields["lowercase"]?.flag() ?? false
    isOptional = try fields["optional"]?.flag() ?? false
    if let words = fields["words"] {
      self.words = Dictionary(try words.texts().map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    }
  }
}

extension MappedRecord.Kind {
  /// The kinds that it may be.
  fileprivate var kinds: [String] {
    self == .interactions ? InteractionKind.allCases.map(\.rawValue) : PostKind.allCases.map(\.rawValue)
  }
}

/// A name that is no file and none of the shipped mappings.
package struct MissingMapping: Error, Equatable, CustomStringConvertible, Sendable {
  let name: String

  /// One line: the name, and which there are.
  package var description: String {
    "\(name): there is no such mapping file; the shipped mappings are \(ShippedMappings.names.joined(separator: ", "))"
  }
}
