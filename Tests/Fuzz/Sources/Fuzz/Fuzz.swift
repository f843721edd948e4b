import Foundation
import Repartee

/// Where each input is put for the readers, which take files; in memory, where the system has such a place.
private let place: String = {
  let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
  return folder + "/repartee-fuzz-\(getpid())"
}()

/// Reads one input: a line that names a format (any other line: the format is detected), and the file after it.
///
/// A reader may refuse a file, and may reject rows; it may not crash, hang, or lose count of a row.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  let name = String(decoding: input.prefix { $0 != 0x0a }, as: UTF8.self)
  let file = Data(input.drop { $0 != 0x0a }.dropFirst())
  guard FileManager.default.createFile(atPath: place, contents: file) else { fatalError("\(place) cannot be written") }
  var options = ReadOptions(kind: .reply, owner: "ann@a.example", list: .followers)
  if FormatCatalogue.formats.contains(where: { $0.name == name }) { options.format = name }
  if name == "sheet" { options.columns = ["actor": "user_id", "target": "reply_to"] }
  do { try read(FileReader(path: place, options: options)) } catch FormatError.archive {
    readArchive(options)
  } catch {}
  return 0
}

/// Reads a file's rows, and checks what is rejected.
private func read(_ reader: FileReader) {
  var lastLine = 0
  let summary = try? reader.read { batch in
    for reject in batch.rejects {
      precondition(reject.line >= 1 && !reject.reason.isEmpty, "a reject has a line and a reason")
      lastLine = max(lastLine, reject.line)
    }
  }
  if let summary { precondition(lastLine <= max(1, summary.lines), "a reject stands on a line of the file") }
}

/// Reads what an archive holds, in its order, as an import does.
private func readArchive(_ options: ReadOptions) {
  guard let contents = try? Archive.contents(of: place, options: options) else { return }
  for file in contents.files where (try? file.format.get()) != nil {
    if let reader = try? FileReader(member: file.member, options: options) { read(reader) }
  }
}
