import CReparteeArrow
import ReparteeAnalysis
import ReparteeGraph

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// The C interface. Every function that may fail takes the address of a text, which it sets where it returns nothing, and
// which the caller gives back by `repartee_text_free`; whoever gets a handle gives it back by `repartee_release`. Functions
// may be called from any thread, and one handle by several at once. Texts are UTF-8.

/// The version of this interface: another number wherever a function changes.
/// - Returns: the number.
@_cdecl("repartee_interface_version")
public func reparteeInterfaceVersion() -> Int32 { 2 }

/// Begins work that can be watched and stopped from another thread.
/// - Returns: its handle.
@_cdecl("repartee_work_new")
public func reparteeWorkNew() -> UnsafeMutableRawPointer { handle(Work()) }

/// Asks work to stop; the function that does it then fails with the error `stopped`. The time until it does is that of one
/// step: tens of milliseconds for a million posts, a few seconds for ten million.
/// - Parameter work: the handle of the work, or nil.
@_cdecl("repartee_work_cancel")
public func reparteeWorkCancel(_ work: UnsafeMutableRawPointer?) { object(work, Work.self)?.cancel() }

/// How much of some work is done.
/// - Parameter work: the handle of the work, or nil.
/// - Returns: the share that is done, 0 to 1.
@_cdecl("repartee_work_progress")
public func reparteeWorkProgress(_ work: UnsafeMutableRawPointer?) -> Double { object(work, Work.self)?.progress ?? 0 }

/// Puts a network together from tables, which are read where they lie. Every stream is taken over, and marked as released,
/// also where this fails.
/// - Parameters:
///   - posts: the posts, with the columns `id`, `author` and optionally `parent`, `time` and others; nil where there are none.
///   - follows: who follows whom, with the columns `follower` and `followed`; or nil.
///   - replies: replies of which no post is known, with the columns `actor`, `target`, and optionally `time` and `count`; or nil.
///   - roster: what accounts are; or nil.
///   - options: pairs of names and values.
///   - work: what watches and stops it, or nil.
///   - error: where the text of an error is left.
/// - Returns: the handle of the network, or nil where a table is not what it should be, or the work was stopped.
/// - Complexity: O(n log n) for n rows; below 100 bytes a post beyond the tables.
@_cdecl("repartee_network_new")
public func reparteeNetworkNew(
  _ posts: UnsafeMutablePointer<ArrowArrayStream>?, _ follows: UnsafeMutablePointer<ArrowArrayStream>?,
  _ replies: UnsafeMutablePointer<ArrowArrayStream>?, _ roster: UnsafeMutablePointer<ArrowArrayStream>?,
  _ options: UnsafePointer<CChar>?, _ work: UnsafeMutableRawPointer?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  let streams = [posts, follows, replies, roster].compactMap(\.self)
  return failing(error) {
    // What is not read, since another table was refused, is given back all the same.
    defer {
      for stream in streams { stream.pointee.release?(stream) }
    }
    let (options, work) = (Options(options), object(work, Work.self))
    func table(
      _ stream: UnsafeMutablePointer<ArrowArrayStream>?, _ what: String, _ wanted: Set<String>
    ) throws -> ArrowTable? {
      guard let stream else { return nil }
      return try ArrowTable(stream, what: what, wanted: wanted, work: work)
    }
    let renamed = options.columns
    let network = try TableNetwork(
      TableNetwork.Tables(
        posts: table(posts, "posts", TableNetwork.Names.posts.union(renamed.values)),
        follows: table(follows, "follows", TableNetwork.Names.follows),
        replies: table(replies, "replies", TableNetwork.Names.replies),
        roster: table(roster, "roster", TableNetwork.Names.roster), renamed: renamed),
      platform: options.text("platform") ?? "local", completeFollows: options.isOn("complete_follows"),
      quotes: options.quotes, work
    ).build()
    return handle(LoadedNetwork(network.network, .tables(network.counts), quotes: options.quotes))
  }
}

/// Opens a store that imports have made, and loads its network. The store is read, and changed only where it is of an earlier
/// version, which is brought up to date.
/// - Parameters:
///   - options: pairs of names and values: `store`, its path, and others.
///   - work: what watches and stops it, or nil.
///   - error: where the text of an error is left.
/// - Returns: the handle of the network, or nil where there is no such store, it cannot be read, or the work was stopped.
@_cdecl("repartee_store_open")
public func reparteeStoreOpen(
  _ options: UnsafePointer<CChar>?, _ work: UnsafeMutableRawPointer?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  failing(error) { handle(try LoadedStore.open(Options(options), object(work, Work.self))) }
}

/// Imports files into a store, which is made where it is missing, and loads its network.
/// - Parameters:
///   - options: pairs of names and values: `store`, its path, `file.0` and others.
///   - work: what watches and stops it, or nil.
///   - error: where the text of an error is left.
/// - Returns: the handle of the network, or nil where a file cannot be read or the work was stopped; each file is imported
///   whole or not at all.
@_cdecl("repartee_files_import")
public func reparteeFilesImport(
  _ options: UnsafePointer<CChar>?, _ work: UnsafeMutableRawPointer?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  failing(error) { handle(try FileImport.run(Options(options), object(work, Work.self))) }
}

/// A number of things in a network.
/// - Parameters:
///   - network: the handle of the network, or nil.
///   - what: 0 posts, 1 stubs for posts that no row holds, 2 conversations, 3 voices, 4 rows read, 5 rows rejected.
/// - Returns: how many; −1 for no network and for another number.
@_cdecl("repartee_network_count")
public func reparteeNetworkCount(_ network: UnsafeMutableRawPointer?, _ what: Int32) -> Int64 {
  guard let loaded = object(network, LoadedNetwork.self) else { return -1 }
  let rows = loaded.rowsRead
  switch what {
  case 0: return Int64(loaded.network.quality.posts)
  case 1: return Int64(loaded.network.quality.stubs)
  case 2: return Int64(loaded.network.conversationCount)
  case 3: return Int64(loaded.network.voiceCount)
  case 4: return Int64(rows.rowsIn)
  case 5: return Int64(rows.rejected)
  default: return -1
  }
}

/// Answers a question about a network.
/// - Parameters:
///   - network: its handle.
///   - question: `score`, `explain`, `compare`, `choose`, `conversations`, `coverage` or `quality`; `sources`, `rejects` or
///     `imports` of a network that comes from files; `draw` or `brief`.
///   - options: pairs of names and values.
///   - work: what watches and stops it, or nil.
///   - error: where the text of an error is left.
/// - Returns: the handle of the answer, or nil where an option or a name is wrong, or the work was stopped.
@_cdecl("repartee_ask")
public func reparteeAsk(
  _ network: UnsafeMutableRawPointer?, _ question: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ work: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  failing(error) {
    guard let loaded = object(network, LoadedNetwork.self), let question else {
      throw TableError("expected a network and a question, found none.")
    }
    return handle(
      try loaded.answer(String(cString: question), Options(options), object(work, Work.self)))
  }
}

/// A table of an answer, as often as it is asked for.
/// - Parameters:
///   - answer: the handle of the answer.
///   - name: the name of the table.
///   - stream: what is filled: a stream that the caller releases.
/// - Returns: the number of rows; −1 where the answer has no such table.
@_cdecl("repartee_answer_table")
public func reparteeAnswerTable(
  _ answer: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?, _ stream: UnsafeMutablePointer<ArrowArrayStream>?
) -> Int64 {
  guard let answer = object(answer, Answer.self), let name, let table = answer.tables[String(cString: name)] else {
    return -1
  }
  if let stream { table.fill(stream) }
  return Int64(table.rows)
}

/// A text of an answer.
/// - Parameters:
///   - answer: the handle of the answer.
///   - name: the name of the text.
/// - Returns: the text, which the caller frees; nil where the answer has no such text.
@_cdecl("repartee_answer_text")
public func reparteeAnswerText(
  _ answer: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<CChar>? {
  guard let answer = object(answer, Answer.self), let name else { return nil }
  return answer.texts[String(cString: name)].flatMap { strdup($0) }
}

/// Writes the picture of an answer to a file, whole or not at all.
/// - Parameters:
///   - answer: the handle of an answer to `draw`.
///   - path: where it goes; its ending chooses the format.
///   - resolution: of a PNG, in dots an inch.
///   - error: where the text of an error is left.
/// - Returns: what there is to say of the file, empty where there is nothing: a text that the caller frees; nil where it was not
///   written.
@_cdecl("repartee_answer_write")
public func reparteeAnswerWrite(
  _ answer: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?, _ resolution: Int32,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  failing(error) {
    guard let picture = object(answer, Answer.self)?.picture, let path else {
      throw TableError("expected a picture and a path, found none.")
    }
    guard (36...1_200).contains(resolution) else {
      throw TableError("dpi: expected 36 to 1200 dots an inch, found \(resolution).")
    }
    let note = try picture.write(to: String(cString: path), dotsPerInch: Int(resolution))
    guard let text = strdup(note ?? "") else { throw TableError("there is no memory for a text.") }
    return UnsafeMutableRawPointer(text)
  }
}

/// Gives a text back.
/// - Parameter text: the text, or nil.
@_cdecl("repartee_text_free")
public func reparteeTextFree(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

/// Gives a handle back: what it names goes once nobody uses it.
/// - Parameter object: the handle, or nil.
@_cdecl("repartee_release")
public func reparteeRelease(_ object: UnsafeMutableRawPointer?) {
  if let object { Unmanaged<AnyObject>.fromOpaque(object).release() }
}

private func handle(_ object: AnyObject) -> UnsafeMutableRawPointer { Unmanaged.passRetained(object).toOpaque() }

/// The object of a handle; nil for no handle, and for that of another kind.
private func object<Kind: AnyObject>(_ handle: UnsafeMutableRawPointer?, _ kind: Kind.Type) -> Kind? {
  handle.flatMap { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() as? Kind }
}

private func failing(
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ body: () throws -> UnsafeMutableRawPointer
) -> UnsafeMutableRawPointer? {
  do {
    return try body()
  } catch let found {
    error?.pointee = strdup(Remedy.line(for: found))
    return nil
  }
}
