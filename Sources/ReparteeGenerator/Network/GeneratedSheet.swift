/// A file of any number of rows, written block by block: what a block says depends on its number and the seed alone.
package protocol GeneratedSheet: Sendable {
  /// The file's name, without a folder.
  var name: String { get }
  /// The first line with its line feed; empty where there is none.
  var header: String { get }
  /// How many rows follow the header.
  var rowCount: Int { get }
}

/// How a sheet makes its rows.
protocol BlockSheet: GeneratedSheet {
  /// What a thread keeps from one block to the next: scratch space only.
  associatedtype Scratch
  /// No row has more bytes.
  var maximumRowBytes: Int { get }
  func makeScratch() -> Scratch
  /// Appends the rows `rows`, which are block number `block`.
  func write(_ rows: Range<Int>, block: Int, scratch: inout Scratch, to text: RowText)
}

extension BlockSheet where Scratch == Void {
  func makeScratch() {}
}
