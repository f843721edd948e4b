import GRDB

/// Why a store could not be used. Every case leaves the store as it was.
public enum StoreError: Error, Equatable, CustomStringConvertible, Sendable {
  case missing(path: String)
  case notAStore(path: String)
  case newerVersion(path: String)
  case earlierVersion(path: String)
  case directory(path: String)
  case cannotOpen(path: String, reason: String)
  /// In use for longer than the wait, by `holder` as far as the system tells.
  case locked(path: String, holder: String?)
  case damaged(path: String)
  case diskFull(path: String)
  case unknownSource(String)
  case removed(path: String)
  case ambiguousSource(String)
  /// Something stands where a new store is to be.
  case taken(path: String)
  case failed(path: String, reason: String)

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): no such store; an import makes one."
    case .notAStore(let path):
      "\(path): not a Repartee store. Give the file that an earlier import made, or a new name."
    case .newerVersion(let path):
      "\(path): made by a newer version of Repartee. Use that version, or import the sources into a new store."
    case .earlierVersion(let path):
      "\(path): made by an earlier version of Repartee, and it may not be changed. Copy it to where it may be written to; it "
        + "is brought up to date there."
    case .directory(let path):
      "\(path): a folder, where a store's file was expected. Give the name of a file in it."
    case .cannotOpen(let path, let reason):
      "\(path): the store cannot be opened (\(reason)). Check that its folder exists and that both may be written to."
    case .damaged(let path):
      "\(path): the store's file is damaged, so it gives no figures. Restore an earlier copy, or import its sources again."
    case .locked(let path, let holder):
      "\(path): the store is in use by \(holder ?? "another program"), and was left as it is; try again when that is done."
    case .diskFull(let path):
      "\(path): the disk is full. The store is as it was before; free some space and try again."
    case .removed(let path):
      "\(path): another program deleted the store meanwhile. Nothing was stored; try again."
    case .ambiguousSource(let name):
      "\(name): several sources of the store fit. Give the number of one."
    case .taken(let path):
      "\(path): something stands there already, where a new store is to be made. Give another name."
    case .unknownSource(let name):
      "\(name): no such source in the store."
    case .failed(let path, let reason): "\(path): the store could not be used (\(reason)). It is as it was before."
    }
  }

  /// SQLite's error as one of ours.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case _ where error.saysThatTheFileIsDamaged: self = .damaged(path: path)
    case .SQLITE_NOTADB: self = .notAStore(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path: path, holder: StoreHolder.name(ofLocksOn: path))
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self = .cannotOpen(path: path, reason: error.message ?? "no access")
    default: self = .failed(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }
}

extension DatabaseError {
  /// Whether pages are not as SQLite, or their checksums, say that they were written.
  var saysThatTheFileIsDamaged: Bool {
    resultCode == .SQLITE_CORRUPT || extendedResultCode.rawValue == Self.pageChecksum
  }

  /// SQLITE_IOERR_DATA, which is a macro that Swift does not see.
  private static let pageChecksum: Int32 = 10 | 32 << 8
}
