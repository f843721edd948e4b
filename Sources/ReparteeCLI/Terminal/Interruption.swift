import Foundation

/// Ends the command cleanly when somebody or the system asks it to stop.
///
/// A change of a store is one transaction and outputs are put in their places whole, so that nothing half done is seen: what
/// a command leaves when it stops, the next one removes.
enum Interruption {
  /// From now on SIGINT and SIGTERM end the command with a message and the exit code that shells expect, whatever its threads
  /// wait for; and a limit on the size of files makes a write fail, with a message, instead of ending the command without one.
  static func watch() {
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGINT) { number in Interruption.end(number, stoppedBySIGINT) }
    signal(SIGTERM) { number in Interruption.end(number, stoppedBySIGTERM) }
    // A program that started this one may have blocked them, and that is handed on.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Only calls that are allowed in the midst of any other: the signal may have come in one.
  private static func end(_ number: Int32, _ text: StaticString) -> Never {
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    _exit(128 + number)
  }
}

private let stoppedBySIGINT: StaticString =
  "\nrepartee: stopped by SIGINT; stores and outputs are as they were before the current step\n"
private let stoppedBySIGTERM: StaticString =
  "\nrepartee: stopped by SIGTERM; stores and outputs are as they were before the current step\n"
