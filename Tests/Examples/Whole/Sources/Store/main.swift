import Foundation
import Repartee

/// Imports a file into a store, draws who talks with whom, writes the briefing, and runs a job on the same file.
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("example-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let posts = folder.appendingPathComponent("posts.csv")
try Data("id,author,parent,time\n1,ann,,900000000\n2,bob,1,900000060\n3,ann,2,900000120\n4,bob,3,900000180\n".utf8)
  .write(to: posts)

let store = try ConversationStore(path: folder.appendingPathComponent("example.repartee").path, access: .creating)
try store.importFile(posts)
let scored = try store.scored()
print(scored.finding.sentence)

var style = Picture.Style()
style.page = .square
let network = try scored.draw(.network(), style: style)
precondition(network.svg.contains("ann") && network.csv.contains("ann"), "ann is drawn")
let ego = try scored.draw(.ego(scored.row(named: "@ann").id))
try ego.pdf().write(to: folder.appendingPathComponent("ann.pdf"))

let files = try store.writeBriefing(to: folder.appendingPathComponent("briefing"))
precondition(files.contains("index.html"), "the briefing has a page")

let job = folder.appendingPathComponent("job.yaml")
try Data("store: job.repartee\nsources: [posts.csv]\noutputs: {csv: ranking.csv}\n".utf8).write(to: job)
let report = try BatchJob(contentsOf: job).run()
precondition(report.imports.map(\.ledger.kept) == [4], "the job reads four rows")
for output in report.outputs { print(output.summary, output.path) }
