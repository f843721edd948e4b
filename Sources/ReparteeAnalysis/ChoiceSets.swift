import ReparteeGraph
import ReparteeMeasures

/// The sets whose union is sought, computed when they are asked for.
struct ChoiceSets {
  private let network: MeasuredNetwork
  private let objective: Choosing.Objective
  private var reader: ReachDetail.Reader
  private let sizes: [Int]

  init(_ network: MeasuredNetwork, objective: Choosing.Objective) {
    self.network = network
    self.objective = objective
    reader = ReachDetail.Reader(network.scoped)
    sizes =
      switch objective {
      case .replyReach: network.replyReach.reach.map(Int.init)
      case .conversed: network.conversed.counts
      case .audience: network.audiences.map { $0.map(Self.bound) ?? 0 }
      }
  }

  /// How many people the voice reaches at most: the lazy choice counts them when it matters.
  func size(of voice: UInt32) -> Int { sizes[Int(voice)] }

  /// An estimate may be too small, but hardly ever by more than six standard errors.
  private static func bound(on audience: AudienceReach.Audience) -> Int {
    let people = Double(audience.people)
    return audience.isEstimated ? Int(people / (1 - 6 * AudienceReach.relativeError)) + 1 : Int(people)
  }

  mutating func people(of voice: UInt32) -> [UInt32] {
    switch objective {
    case .replyReach: reader.people(of: Int(voice))
    case .conversed: Array(network.conversed[Int(voice)])
    case .audience: AudienceReach.people(of: Int(voice), reach: reader.people(of: Int(voice)), in: network.scoped)
    }
  }
}
