import ArgumentParser
import Foundation
import ReparteeFormats
import ReparteeJobs

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a job to start from, with the files that it finds.",
    discussion: """
      Looks at every file of the folder, says what each is, and writes a commented job.yaml into it. Nothing is imported.
      --schema prints the JSON schema of jobs instead, by which editors complete keys and mark mistakes.

        repartee init campaign && repartee run campaign/job.yaml --dry-run
        repartee init --schema > job.schema.json
      """)

  @Argument(help: "The folder with the exports.", completion: .directory)
  var folder = "."

  @Option(help: ArgumentHelp("The job file to write, in that folder.", valueName: "name"))
  var name = "job.yaml"

  @Flag(help: "Print the JSON schema of jobs, for editors, and write nothing.")
  var schema = false

  func validate() throws {
    if name.contains("/") || name.isEmpty {
      throw ValidationError("--name takes the name of a file, without a folder.")
    }
  }

  func run() throws {
    if schema { return try StandardOutput.print(JobSchema.text()) }
    let root = folder == "." ? "" : folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let job = root.isEmpty ? name : root + "/" + name
    if FileManager.default.fileExists(atPath: job) {
      throw ValidationError("\(job) is there already; give another --name, or move it away.")
    }
    let output = try OutputFile(job)
    let start = root.isEmpty ? "./" : root + "/"
    let paths = try InputFiles.paths(for: [root.isEmpty ? "." : root]).map { String($0.dropFirst(start.count)) }
      .filter { !$0.hasPrefix("output/") && !$0.hasSuffix(".yaml") && !$0.hasSuffix(".yml") }
    let title = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
    let draft = JobDraft(paths: paths, in: root, name: title.isEmpty ? "campaign" : title)
    try output.write(draft.text)
    StandardError.print(
      "\(job): \(draft.sourceCount) of \(paths.count) files can be read as they are; the job says of each")
  }
}
