import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Who of those who came back is confirmed by others: puppets, rings, colleagues, and brute force.
@Suite struct ConfirmedPartnersTests {
  private let voice: UInt32 = 0

  /// An exchange of the voice with each person under a root of its own: root by 0, x by p, answer by 0, return by p.
  private func exchanges(with people: [UInt32], from first: Int64 = 1) -> [(id: Int64, author: UInt32, parent: Int64?)]
  {
    var id = first
    return people.flatMap { person -> [(id: Int64, author: UInt32, parent: Int64?)] in
      defer { id += 4 }
      return [(id, 0, nil), (id + 1, person, id), (id + 2, 0, id + 1), (id + 3, person, id + 2)]
    }
  }

  private func confirmed(_ posts: [(id: Int64, author: UInt32, parent: Int64?)]) -> [UInt32] {
    let network = MeasuredNetwork(CertaintyCase.network(of: posts))
    #expect(ConfirmedPartners.discrepancy(of: network.confirmedPartners, in: network.scoped) == nil)
    return Array(network.confirmedPartners[Int(voice)])
  }

  @Test func puppetsAloneAreNone() { #expect(confirmed(exchanges(with: [1, 2, 3])) == []) }

  @Test func puppetsThatAnswerEachOtherAreNone() {
    let posts = exchanges(with: [1, 2, 3])
    #expect(confirmed(posts + [(100, 1, 2), (101, 2, 6), (102, 3, 10), (103, 1, 10)]) == [])
  }

  @Test func aPartnerWhomAStrangerAnsweredIsConfirmed() {
    #expect(confirmed(exchanges(with: [1, 2, 3]) + [(100, 4, 2)]) == [1])
  }

  /// Partner 2 answers partner 1; a stranger answers partner 2, who is no invention then, so both are confirmed.
  @Test func aPartnerIsConfirmedByOneWhomStrangersAnswer() {
    #expect(confirmed(exchanges(with: [1, 2, 3]) + [(100, 2, 2), (101, 4, 6)]) == [1, 2])
  }

  /// A stranger who answers somebody answers the wrong one: partner 1 replied to him, which confirms nobody.
  @Test func whomAPartnerAnsweredConfirmsNothing() {
    #expect(confirmed(exchanges(with: [1, 2]) + [(100, 4, nil), (101, 1, 100)]) == [])
  }

  @Test func colleaguesDoNotConfirm() {
    func confirmed(_ organisations: [String?]) -> Int {
      var builder = NetworkBuilder()
      for (id, organisation) in organisations.enumerated() {
        builder.voices.append(platform: "local", id: .number(Int64(id)), organisation: organisation)
      }
      let platform = builder.platform(named: "local")
      for (minute, post) in (exchanges(with: [1]) + [(100, 2, 2)]).enumerated() {
        builder.add(
          .init(
            id: .number(post.id), author: post.author, parent: post.parent.map { .number($0) },
            time: Timestamp(seconds: Int64(minute) * 60), kind: post.parent == nil ? .post : .reply),
          platform: platform)
      }
      let network = MeasuredNetwork(ScopedNetwork(builder.build()))
      #expect(ConfirmedPartners.discrepancy(of: network.confirmedPartners, in: network.scoped) == nil)
      return network.confirmedPartners.count(of: 0)
    }
    #expect(confirmed(["Dept", nil, "Dept"]) == 0)
    #expect(confirmed(["Dept", nil, "Agency"]) == 1)
    #expect(confirmed([nil, nil, nil]) == 1)
    #expect(confirmed(["Dept", "Dept", nil]) == 1, "the partner may be a colleague; the one who confirms may not")
  }

  @Test func bruteForce() {
    var found = 0
    for seed in UInt64(1)...200 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let brute = BruteForce(raw)
      guard brute.isWellFormed else { continue }
      let network = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: seed))
      #expect(ConfirmedPartners.discrepancy(of: network.confirmedPartners, in: network.scoped) == nil, "seed \(seed)")
      for voice in 0..<raw.people {
        let partners = brute.conversed(voice)
        let expected = partners.filter { partner in
          (0..<raw.people).contains { other in
            guard other != voice, brute.repliers(partner).contains(other) else { return false }
            if let own = raw.organisation[voice], raw.organisation[other] == own { return false }
            return !partners.contains(other) || brute.repliers(other).contains { $0 != voice && !partners.contains($0) }
          }
        }
        found += expected.count
        #expect(network.confirmedPartners[voice].map(Int.init) == expected.sorted(), "voice \(voice), seed \(seed)")
      }
    }
    #expect(found > 100)
  }
}
