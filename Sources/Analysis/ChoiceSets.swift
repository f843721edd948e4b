import Measures
import SocialGraph

/// The sets whose union is sought, computed when they are asked for.
struct ChoiceSets {
  private let network: MeasuredNetwork
  private let objective: Choosing.Objective
  private var reader: ReachDetail.Reader
  private let audiences: [AudienceReach.Audience?]

  init(_ network: MeasuredNetwork, objective: Choosing.Objective) {
    self.network = network
    self.objective = objective
    reader = ReachDetail.Reader(network.scoped)
    audiences = objective == .audience ? AudienceReach.compute(in: network.scoped) : []
  }

  func size(of voice: UInt32) -> Int {
    switch objective {
    case .replyReach: Int(network.replyReach.reach[Int(voice)])
    case .conversed: network.conversed.count(of: Int(voice))
    case .audience: Int(audiences[Int(voice)]?.people ?? 0)
    }
  }

  mutating func people(of voice: UInt32) -> [UInt32] {
    switch objective {
    case .replyReach: reader.people(of: Int(voice))
    case .conversed: Array(network.conversed[Int(voice)])
    case .audience: AudienceReach.people(of: Int(voice), reach: reader.people(of: Int(voice)), in: network.scoped)
    }
  }
}
