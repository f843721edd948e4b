import Foundation
import Testing

@Suite("brief, and the briefings of jobs")
struct BriefTests {
  private let roster = "handle,kind,organisation,followers\nA,person,Ministry,10\nD,channel,Ministry,900\n"

  private func command() throws -> Command {
    let command = try Toy.command()
    try command.file("roster.csv", roster)
    try command.run("tag", "roster.csv", "--into", "toy.repartee", "--quiet")
    return command
  }

  /// Every file below a folder, by its path.
  private func files(_ folder: String, of command: Command) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: command.path(folder))?.compactMap { $0 as? String } ?? []
    return names.reduce(into: [:]) { files, name in
      var isFolder: ObjCBool = false
      let path = command.path(folder + "/" + name)
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return }
      files[name] = FileManager.default.contents(atPath: path)
    }
  }

  @Test(
    "A briefing is one page with its files, the same bytes in every zone and locale, and needs nothing from elsewhere")
  func page() throws {
    let command = try command()
    let outcome = try command.run("brief", "toy.repartee", "--output", "briefing")
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
    let files = try files("briefing", of: command)
    #expect(
      files.keys.contains("index.html") && files.keys.contains("briefing.json") && files.keys.contains("manifest.json"))
    let page = String(decoding: files["index.html"] ?? Data(), as: UTF8.self)
    // The one script is that whose hash the policy names, and nothing else may run.
    let scripts = page.components(separatedBy: "<script>").dropFirst()
    let script = try #require(scripts.first?.components(separatedBy: "</script>").first)
    #expect(scripts.count == 1 && page.components(separatedBy: "<script").count == 2 && !page.contains("src="))
    let named = try #require(page.firstMatch(of: /script-src 'sha256-([A-Za-z0-9+\/=]+)'/)?.1)
    let hash = try #require(Data(base64Encoded: String(named)))
    try command.file("script.js", script)
    let hex = hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(try command.shell("echo '\(hex)  script.js' | sha256sum --check --quiet") == 0)
    #expect(!page.contains("unsafe-inline"))
    // Addresses are names of vocabularies, not places to fetch from.
    #expect(
      page.components(separatedBy: "http").dropFirst().allSatisfy {
        $0.hasPrefix("://www.w3.org/") || $0.hasPrefix("-equiv=")
      })
    for link in page.components(separatedBy: "href=\"").dropFirst().compactMap({ $0.split(separator: "\"").first }) {
      #expect(link.hasPrefix("#") || files[String(link)] != nil, "\(link)")
    }
    let again = try command.run(
      ["brief", "toy.repartee", "--output", "elsewhere"],
      environment: ["TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try self.files("elsewhere", of: command) == files)
  }

  @Test("What the page shows is what the tables and the JSON say")
  func figures() throws {
    let command = try command()
    try command.run("brief", "toy.repartee", "--output", "briefing", "--quiet")
    let files = try files("briefing", of: command)
    let page = String(decoding: files["index.html"] ?? Data(), as: UTF8.self)
    let json = try #require(
      JSONSerialization.jsonObject(with: files["briefing.json"] ?? Data()) as? [String: Any])
    let sections = try #require(json["sections"] as? [[String: Any]])
    var tables = 0
    for section in sections {
      for (name, rows) in section["tables"] as? [String: [[String: Any]]] ?? [:] {
        tables += 1
        let csv = String(decoding: files["tables/\(name).csv"] ?? Data(), as: UTF8.self)
        #expect(csv.split(separator: "\n").count == rows.count + 1, "\(name)")
        #expect(page.contains("tables/\(name).csv"))
      }
    }
    #expect(tables >= 6)
    let voices = try #require(files["tables/voices.csv"].map { String(decoding: $0, as: UTF8.self) })
    let first = voices.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(first[1] == "A" && first[4] == "4")
    #expect(page.contains("<td class=\"words\" data-value=\"A\">A</td>") && page.contains("data-value=\"4\">4</td>"))
    #expect(page.contains("Too little to name anyone: nobody has more than 2 people who came back"))
  }

  @Test("CSV files begin with a byte order mark where that is asked for, and are the same files otherwise")
  func byteOrderMark() throws {
    let command = try command()
    try command.run("brief", "toy.repartee", "--output", "briefing", "--quiet")
    #expect(try command.run("brief", "toy.repartee", "--output", "marked", "--bom", "--quiet").status == 0)
    let (plain, marked) = (try files("briefing", of: command), try files("marked", of: command))
    #expect(plain.keys.sorted() == marked.keys.sorted())
    for (name, bytes) in plain where name != "manifest.json" {
      let mark = name.hasSuffix(".csv") ? Data([0xEF, 0xBB, 0xBF]) : Data()
      #expect(!bytes.starts(with: [0xEF, 0xBB, 0xBF]) && marked[name] == mark + bytes, "\(name)")
    }
    try command.file("job.yaml", "store: toy.repartee\nsources: []\nbriefing: {folder: b, bom: true}\n")
    #expect(try command.run("run", "job.yaml", "--dry-run").status == 0)
  }

  @Test("Office files lie beside the page, which links them, in the same bytes each time; what is no format is refused")
  func office() throws {
    let command = try command()
    let made = try command.run("brief", "toy.repartee", "--output", "briefing", "--office", "pptx, xlsx,docx")
    #expect(made.status == 0, "\(made.errors)")
    let files = try files("briefing", of: command)
    let page = String(decoding: files["index.html"] ?? Data(), as: UTF8.self)
    for name in ["briefing.xlsx", "briefing.docx", "briefing.pptx"] {
      #expect(files[name]?.starts(with: Data("PK".utf8)) == true && page.contains("<a href=\"\(name)\">"), "\(name)")
      #expect(String(decoding: files["manifest.json"] ?? Data(), as: UTF8.self).contains("\"\(name)\""))
    }
    let again = try command.run(
      ["brief", "toy.repartee", "--output", "again", "--office", "xlsx,docx,pptx", "--quiet"],
      environment: ["TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try self.files("again", of: command) == files)
    try command.file("job.yaml", "store: toy.repartee\nsources: []\nbriefing: {folder: b, office: [xlsx]}\n")
    let refused = try command.run("brief", "toy.repartee", "--output", "other", "--office", "xlsx,odt")
    #expect(
      refused.status == 64 && refused.errors.contains("odt is no office format; --office takes xlsx, docx, pptx."))
    let mistake = try command.run("run", "job.yaml", "--dry-run", "--set", "briefing.office=xslx")
    #expect(
      mistake.status == 65 && mistake.errors.contains("office is xslx; expected one of xlsx, docx, pptx"),
      "\(mistake.errors)")
  }

  @Test("Pseudonyms leave no handle in any file, and hostile words come out as text")
  func names() throws {
    let command = try Command()
    let names = ["Zanzibar<script>", "Quetzalcoatl&amp;", "Xylophone\"\u{301}'"]
    let rows = [
      "1,a,,1700000000,\(names[0])", "2,b,1,1700000060,\(names[1])",
      "3,a,2,1700000120,\(names[0])", "4,b,3,1700000180,\(names[1])",
      "5,c,1,1700000240,\"Xylophone\"\"\u{301}'\"",
    ]
    try command.file("posts.csv", "id,author,parent,time,handle\n" + rows.joined(separator: "\n") + "\n")
    try command.run("import", "posts.csv", "--into", "s.repartee", "--quiet")
    #expect(try command.run("brief", "s.repartee", "--output", "open", "--title", "<b>T</b> & {{title}}").status == 0)
    let page = String(decoding: try files("open", of: command)["index.html"] ?? Data(), as: UTF8.self)
    #expect(page.contains("Zanzibar&lt;script&gt;") && !page.contains("Zanzibar<script>"))
    // A quotation mark with an accent on it is one character to people, and still ends an attribute.
    #expect(page.contains("Xylophone&quot;\u{301}&#39;") && !page.contains("Xylophone\"\u{301}'<"))
    #expect(page.contains("&lt;b&gt;T&lt;/b&gt; &amp; {{title}}"))
    try command.key("k")
    let outcome = try command.run("brief", "s.repartee", "--output", "hidden", "--pseudonym-key", "k", "--quiet")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for (name, bytes) in try files("hidden", of: command) {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!["Zanzibar", "Quetzalcoatl", "Xylophone"].contains { text.contains($0) }, "\(name)")
    }
  }

  @Test("A folder that holds something else is left alone")
  func foreignFolder() throws {
    let command = try command()
    try FileManager.default.createDirectory(atPath: command.path("mine"), withIntermediateDirectories: true)
    try command.file("mine/letter.txt", "dear")
    let outcome = try command.run("brief", "toy.repartee", "--output", "mine")
    #expect(outcome.status == 1 && outcome.errors.contains("something else than an earlier briefing"))
    #expect(try files("mine", of: command).keys.sorted() == ["letter.txt"])
    let file = try command.run("brief", "toy.repartee", "--output", "posts.csv")
    #expect(file.status == 1 && file.errors.contains("a file, where a folder was expected"))
  }
}
