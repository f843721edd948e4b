import Dispatch
import Foundation

/// Ends the command cleanly when somebody or the system asks it to stop.
///
/// A change of a store is one transaction and outputs are put in their places whole, so that nothing half done is seen: what
/// a command leaves when it stops, the next one removes.
enum Interruption {
  /// Kept as long as the command runs.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// From now on SIGINT and SIGTERM end the command with a message and the exit code that shells expect.
  static func watch() {
    for (number, name) in [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let text = "\nrepartee: stopped by \(name); stores and outputs are as they were before the current step\n"
        FileHandle.standardError.write(Data(text.utf8))
        _exit(128 + number)
      }
      source.resume()
      sources.append(source)
    }
  }
}
