import Foundation
import Testing

/// Runs the command on the toy's folder and expects it to fail without a trace.
func expectFailure(
  _ status: Int32, _ message: String, from arguments: [String], prepare: (Command) throws -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let command = try Toy.command()
  try prepare(command)
  let (before, names) = (command.bytes("toy.repartee"), command.names)
  let outcome = try command.run(arguments)
  #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
  #expect(outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
  if status == 64, outcome.errors.hasPrefix("Error: ") {
    #expect(outcome.errors.contains("\nUsage: "), sourceLocation: sourceLocation)
  } else {
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("repartee: "), "\(outcome.errors)", sourceLocation: sourceLocation)
  }
  for trace in ["Fatal", "Swift/", ".swift", "Stack dump", "NSCocoa"] {
    #expect(!outcome.errors.contains(trace), "\(outcome.errors)", sourceLocation: sourceLocation)
  }
  #expect(command.bytes("toy.repartee") == before, sourceLocation: sourceLocation)
  #expect(command.names == names, sourceLocation: sourceLocation)
}
