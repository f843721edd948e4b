import Foundation
import ReparteeFormats
import ReparteeGraph
import Synchronization

/// How long to wait for other commands that use a store, and whom to notify.
public struct StoreWait: Sendable {
  /// How long opening a store, and beginning to change it, waits at most; zero does not wait.
  public var longest: Duration
  /// Called once a wait that has lasted a second, with who uses the store, as far as the system lists it.
  public var onWait: (@Sendable (_ holder: String?) -> Void)?
  /// Asked before each further try; false ends the wait, as if it had been as long as it may be.
  package var goesOn: @Sendable () -> Bool = { true }

  /// Waits so long, and notifies nobody unless `onWait` is given.
  public init(longest: Duration = .seconds(60), onWait: (@Sendable (_ holder: String?) -> Void)? = nil) {
    self.longest = longest
    self.onWait = onWait
  }

  /// Whether to try again for what another program holds, after a pause.
  ///
  /// One of these serves one connection: SQLite counts the tries of each wait from 0.
  package final class RetryPolicy: Sendable {
    private let wait: StoreWait
    /// The file whose locks are waited for.
    private let path: String
    private let state = Mutex<(began: ContinuousClock.Instant, isReported: Bool)>((.now, false))

    package init(_ wait: StoreWait, for path: String) {
      self.wait = wait
      self.path = path
    }

    /// Sleeps and says whether to try again; false once the wait has been as long as it may be.
    /// - Parameter tries: how often this wait has been tried before; 0 begins a new one.
    package func next(tries: Int) -> Bool {
      let now = ContinuousClock.now
      let (began, isReported) = state.withLock { state in
        if tries == 0 { state = (now, false) }
        let known = state
        if now - state.began > .seconds(1) { state.isReported = true }
        return known
      }
      if now - began >= wait.longest || !wait.goesOn() { return false }
      if now - began > .seconds(1), !isReported { wait.onWait?(StoreHolder.name(ofLocksOn: path)) }
      usleep(UInt32(min(1 << min(tries, 6), 50)) * 1000)
      return true
    }
  }
}

/// Who holds a lock on a file, as the system lists it.
package enum StoreHolder {
  /// The first byte that SQLite locks in a database.
  private static let databaseLocks = 0x4000_0000

  /// “repartee import posts.csv (process 1234, since 2026-01-05T10:41:05Z)”, or nil where the system does not say. Who may write goes
  /// before who reads.
  package static func name(ofLocksOn path: String) -> String? {
    guard let inode = inode(of: path), let table = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else {
      return nil
    }
    // By the number of the file alone: some file systems list another device there than `stat` gives.
    let holders = table.split(separator: "\n").compactMap { Lock($0) }.filter {
      $0.inode == inode && $0.process != getpid()
    }
    return (holders.first(where: \.isExclusive) ?? holders.first).map { describe($0.process) }
  }

  /// A line of /proc/locks: `1: POSIX  ADVISORY  WRITE 1234 08:01:131072 1073741825 1073741825`. Who waits is listed with an
  /// arrow, and holds nothing.
  private struct Lock {
    var inode: UInt64
    var process: Int32
    var isExclusive: Bool

    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard words.count >= 7, let process = Int32(words[4]), process > 0,
        let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) }), let first = Int(words[6])
      else { return nil }
      // Programs lock other bytes for other purposes.
      guard words[1] == "FLOCK" || first >= StoreHolder.databaseLocks else { return nil }
      self.inode = inode
      self.process = process
      isExclusive = words[3] == "WRITE"
    }
  }

  private static func inode(of path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(truncatingIfNeeded: status.st_ino) : nil
  }

  private static func describe(_ process: Int32) -> String {
    let command = (FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data())
      .split(separator: 0).map { SafeText.withoutControls(String(decoding: $0, as: UTF8.self)) }
    // What other programs are given is nobody's business, and a long list of files says no more than its beginning.
    let program = command.first?.split(separator: "/").last.map(String.init)
    let words = program.map { $0 == "repartee" ? [$0] + command.dropFirst().prefix(3) : [$0] } ?? []
    let shown = words.joined(separator: " ")
    let name =
      shown.isEmpty
      ? "another program" : "“\(shown.prefix(100))\(shown.count > 100 || words.count < command.count ? " …" : "")”"
    return "\(name) (process \(process)\(start(of: process).map { ", since \($0)" } ?? ""))"
  }

  /// When a process began, to the second.
  private static func start(of process: Int32) -> String? {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let system = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let boot = system.split(separator: "\n").first(where: { $0.hasPrefix("btime ") })?.split(separator: " ").last,
      let booted = Int(boot), let end = status.lastIndex(of: ")")
    else { return nil }
    // The 22nd value, the 20th after the name, which may hold anything: clock ticks since the system began.
    let values = status[end...].split(separator: " ")
    guard values.count > 20, let ticks = Int(values[20]) else { return nil }
    return Timestamp(seconds: Int64(booted + ticks / sysconf(Int32(_SC_CLK_TCK)))).isoMoment
  }
}
