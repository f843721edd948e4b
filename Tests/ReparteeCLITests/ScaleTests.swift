import Foundation
import Testing

/// Shapes that a quadratic path would choke on; each ends in seconds or not at all.
@Suite struct ScaleTests {
  @Test(.timeLimit(.minutes(1))) func aLongFlatBranchOfDistinctPeople() throws {
    let command = try Toy.command()
    var rows = "id,author,parent,time,kind\n1,a0,,1700000001,post\n"
    for id in 2...30_000 { rows += "\(id),a\(id),\(id - 1),\(1_700_000_000 + id),comment\n" }
    try command.file("chain.csv", rows)
    #expect(try command.run("import", "chain.csv", "--into", "chain.repartee").status == 0)
  }

  @Test(.timeLimit(.minutes(1))) func aRosterOfTwentyThousandLines() throws {
    let command = try Toy.command()
    var posts = "id,author,parent,time\n"
    var roster = "id,kind\n"
    for id in 1...20_000 {
      posts += "\(id),\(id),,\(1_700_000_000 + id)\n"
      roster += "\(id),person\n"
    }
    try command.file("many.csv", posts)
    try command.file("roster.csv", roster)
    #expect(try command.run("import", "many.csv", "--into", "many.repartee").status == 0)
    let outcome = try command.run("tag", "roster.csv", "--into", "many.repartee")
    #expect(outcome.errors.contains("20,000 matched"))
  }

  @Test func countsThatOverflowAndPlatformsWithoutEndAreNoTrap() throws {
    let command = try Toy.command()
    try command.file("p.csv", "id,author,parent,time,platform\n1,10,,1700000001,x\n2,20,,1700000002,x\n")
    try command.file(
      "r.csv", "platform,id,voice,followers\nx,10,Big,9223372036854775807\nx,20,Big,9223372036854775807\n")
    #expect(try command.run("import", "p.csv", "--into", "o.repartee").status == 0)
    #expect(try command.run("tag", "r.csv", "--into", "o.repartee").status == 0)
    #expect(try command.run("score", "o.repartee").status == 0)
    var rows = "id,author,parent,time,platform\n"
    for id in 1...1_001 { rows += "\(id),1,,1700000001,p\(id)\n" }
    try command.file("platforms.csv", rows)
    let outcome = try command.run("import", "platforms.csv", "--into", "p.repartee")
    #expect(outcome.status == 65 && outcome.errors.contains("more than 1000 platforms"))
    #expect(!command.names.contains("p.repartee"))
  }
}
