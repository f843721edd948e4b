import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore
import ReparteeTestNetworks
import Testing

/// Figures that others published of a real network, where it is at hand.
@Suite(.enabled(if: RealData.isThere, "no real data in \(RealData.folder)")) struct PublishedTests {
  @Test func higgsPageRankOverAllAccounts() throws {
    let list = try FollowList(path: RealData.folder + "/higgs/higgs-reply_network.edgelist.gz")
    // “A B” is A's arc to B, whatever it means; loops are no arcs, yet their accounts are nodes.
    let graph = Graph(incoming: list.followers)
    #expect(list.accounts.count == 38_918 && graph.edgeCount == 32_180)
    let ranks = PageRank.compute(on: graph).ranks
    for (account, published) in [(677, 0.02480783), (88, 0.00973524), (10836, 0.00470107)] as [(Int64, Double)] {
      let node = try #require(list.accounts.firstIndex(of: .number(account)))
      #expect(abs(ranks[node] - published) < 5e-9)
    }
  }
}
