import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("One conversation, written in every format")
struct OneConversationTests {
  @Test("It is one network: who answers whom, how often, and in how many posts", arguments: ConversationFixture.all)
  func oneNetwork(fixture: ConversationFixture) throws {
    let reading = try Reading(fixture.text, options: fixture.options)
    #expect(reading.format == fixture.format)
    #expect(reading.rejects == [])
    let network = try reading.network()
    #expect(Self.answers(in: network) == ["ann>ben": 1, "ben>ann": 1, "cat>ann": 1])
    guard fixture.hasPosts else { return }
    let authors = (0..<network.posts.count).compactMap { post in
      network.posts.authors[post] == Posts.none ? nil : Self.name(network, network.posts.authors[post])
    }
    #expect(authors.sorted() == ["ann", "ann", "ben", "cat"])
    // A root that the file only names is the fifth post, by nobody.
    #expect(network.posts.count - authors.count <= 1)
  }

  @Test("Every format can hold it, or is listed as one that cannot")
  func everyFormat() {
    let covered = Set(ConversationFixture.all.map(\.format)).union(ConversationFixture.withoutConversation)
    for format in FormatCatalogue.formats { #expect(covered.contains(format.name), "\(format.name) has no fixture") }
  }

  /// Who answers whom → how often.
  private static func answers(in network: SocialNetwork) -> [String: Int] {
    var answers: [String: Int] = [:]
    func add(_ actor: UInt32, _ target: UInt32, _ count: Int) {
      answers[name(network, actor) + ">" + name(network, target), default: 0] += count
    }
    for post in 0..<network.posts.count where network.posts.answered[post] != Posts.none {
      let (author, target) = (network.posts.authors[post], network.posts.authors[Int(network.posts.answered[post])])
      if author != Posts.none, target != Posts.none { add(author, target, 1) }
    }
    for index in 0..<network.replies.count {
      add(network.replies.actors[index], network.replies.targets[index], Int(network.replies.counts[index]))
    }
    return answers
  }

  /// The person that an account is, whatever the format writes around the name.
  private static func name(_ network: SocialNetwork, _ voice: UInt32) -> String {
    let id = "\(network.voices.ids[Int(voice)])".lowercased()
    let names = ["ann": ["ann", "user/7"], "ben": ["ben"], "cat": ["cat"]]
    let numbers = ["10": "ann", "11": "ben", "12": "cat"]
    return numbers[id] ?? names.first { $0.value.contains { id.contains($0) } }?.key ?? id
  }
}

extension Reading {
  /// What was read, as a network, by the rules of the builder alone.
  fileprivate func network() throws -> SocialNetwork {
    var builder = NetworkBuilder()
    var voices: [ExternalID: UInt32] = [:]
    func voice(_ id: ExternalID) -> UInt32 {
      if let voice = voices[id] { return voice }
      let voice = builder.voices.append(platform: "p", id: id)
      voices[id] = voice
      return voice
    }
    let platform = builder.platform(named: "p")
    for post in posts {
      builder.add(
        NetworkBuilder.Post(
          id: post.id, author: post.author.map(voice), parent: post.parent, parentAuthor: post.parentAuthor.map(voice),
          conversation: post.conversation, time: post.time, kind: post.kind), platform: platform)
    }
    for interaction in interactions {
      let (actor, target) = (voice(interaction.actor), voice(interaction.target))
      if interaction.kind == .mention, let post = interaction.post {
        builder.addMention(of: target, inPost: post, platform: platform)
      } else if interaction.kind == .reply {
        builder.replies.append(
          actor: actor, target: target, time: interaction.time, count: UInt32(clamping: interaction.count))
      }
    }
    return builder.build()
  }
}
