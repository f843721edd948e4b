import Foundation
import Testing

@Suite("Jobs that cannot be run")
struct BadJobTests {
  @Test(
    "Jobs with a mistake name its line, and do nothing",
    arguments: [
      ("store: a.repartee\nsources: [posts.csv]\nsauce: x\n", "line 3, column 1: the job has no key sauce"),
      ("store: a.repartee\nsources:\n  - {file: posts.csv, kindd: reply}\n", "line 3"),
      ("store: a.repartee\nsources: [posts.csv]\nranking:\n  by: fame\n", "line 4, column 7: by is fame"),
      ("store: a.repartee\nsources: [posts.csv]\nranking: {kinds: [robot]}\n", "kinds is robot"),
      ("store: a.repartee\nsources: [posts.csv]\nwindow: {from: soon}\n", "from is soon"),
      (
        "store: a.repartee\nsources: [posts.csv]\nwindow: {from: 2026-02-01, to: 2026-01-01}\n",
        "from has to be earlier"
      ),
      ("store: a.repartee\nsources: posts.csv\n", "line 2, column 10: sources has to be a list"),
      ("sources: [posts.csv]\n", "needs the key store"), ("store: a.repartee\n", "needs the key sources"),
      ("store: [\n", "no YAML"), ("store: a\nstore: b\nsources: [posts.csv]\n", "no YAML"),
      ("store: a\u{1}b\n", "no YAML"), ("- a\n- b\n", "has to be a mapping"), ("just words\n", "has to be a mapping"),
      (
        "a: &a [x]\nb: [" + Array(repeating: "*a", count: 20).joined(separator: ", ") + ",\n  *a]\n",
        "line 3, column 1: more than 20 aliases"
      ),
      ("", "the job is empty"), ("a: *nobody\n", "no YAML"),
    ])
  func jobs(yaml: String, message: String) throws {
    try expectFailure(65, message, from: ["run", "job.yaml"]) { try $0.file("job.yaml", yaml) }
  }

  @Test("A job whose source is missing stores nothing")
  func missingSource() throws {
    try expectFailure(1, "there is no such file", from: ["run", "job.yaml"]) {
      try $0.file("job.yaml", "store: a.repartee\nsources: [posts.csv, gone.csv]\n")
    }
  }
}
