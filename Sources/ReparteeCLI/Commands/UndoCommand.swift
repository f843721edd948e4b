import ArgumentParser
import ReparteeStore

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Removes what one imported file added.",
    discussion: "What no other file contains is removed; what other files contain as well stays.")

  @OptionGroup var store: StoreOptions

  @Argument(
    help:
      "The source: its number, its SHA-256 (or its first digits), its path or the file's name; see: repartee sources"
  )
  var source: String

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    let gone = try store.open(.writing).undo(source)
    if !quiet { StandardError.print("\(gone.path): source \(gone.number) is taken back") }
  }
}
