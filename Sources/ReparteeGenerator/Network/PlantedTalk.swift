import ReparteeGraph

/// Talk planted into a network to see which measures it fools: puppets, mutual rings and pile-ons, with a list of who is who.
///
/// - A voice with puppets: accounts that talk to nobody but it, 3, 5, 10 or 20 of them; each answers its post, is answered and comes
///   back, in five conversations at least. In every other such group the puppets answer each other, too.
/// - A mutual ring: 3, 5 or 10 accounts, each of which does the same with all the others; every third group is one.
/// - A pile-on: 30 to 100 replies within one hour to one post of an account that is popular already, nine in ten from accounts
///   that reply just once there, half of which take part in other pile-ons.
///
/// Accounts are numbered on from the network's, and posts from its posts. All of it is kept in memory: some hundred rows a group.
struct PlantedTalk: Sendable {
  /// A row of posts.
  struct Post: Sendable {
    var author: Int
    /// The number of another planted post from 0, or nil.
    var parent: Int?
    var time: Int
  }

  /// What an account was planted for.
  enum Role: String, Sendable {
    case puppetMaster = "puppet-master"
    case puppet, ring
    case pileOnTarget = "pile-on-target"
    case pileOnCrowd = "pile-on-crowd"
  }

  /// Who is who.
  struct Account: Sendable {
    var number: Int
    var role: Role
    var group: Int
  }

  private(set) var posts: [Post] = []
  private(set) var accounts: [Account] = []
  private var nextAccount: Int

  private static let groupSizes = [3, 5, 10, 20]
  private static let largestRing = 10
  private static let fewestConversations = 5
  private static let minute = 60

  /// Talk of so many groups.
  /// - Parameters:
  ///   - accounts: how many accounts the network has.
  ///   - draws: which of them are popular and active.
  init(puppets: Int, pileOns: Int, accounts: Int, draws: AccountDraws, seed: UInt64) {
    nextAccount = accounts
    for group in 0..<puppets {
      var random = SplitMix64(seed: seed, stream: .puppets, block: group)
      let size = Self.groupSizes[group % Self.groupSizes.count]
      if group % 3 == 2 {
        addRing(of: min(size, Self.largestRing), group: group, &random)
      } else {
        addPuppets(size, answeringEachOther: group % 3 == 1, group: group, &random)
      }
    }
    var crowd: [Int] = []
    for pileOn in 0..<pileOns {
      var random = SplitMix64(seed: seed, stream: .pileOns, block: pileOn)
      addPileOn(group: puppets + pileOn, draws, &crowd, &random)
    }
  }

  private mutating func newAccount(_ role: Role, group: Int) -> Int {
    accounts.append(Account(number: nextAccount, role: role, group: group))
    nextAccount += 1
    return nextAccount - 1
  }

  @discardableResult
  private mutating func post(by author: Int, answering parent: Int?, _ random: inout SplitMix64) -> Int {
    let time =
      parent.map { posts[$0].time + random.within(Self.minute...(60 * Self.minute)) }
      ?? GeneratedClock.start + random.below(GeneratedClock.seconds)
    posts.append(Post(author: author, parent: parent, time: time))
    return posts.count - 1
  }

  /// `person` answers the root, is answered by `voice` and comes back; returns the first of the three.
  @discardableResult
  private mutating func exchange(_ person: Int, with voice: Int, below root: Int, _ random: inout SplitMix64) -> Int {
    let opening = post(by: person, answering: root, &random)
    let answer = post(by: voice, answering: opening, &random)
    post(by: person, answering: answer, &random)
    return opening
  }

  private mutating func addPuppets(
    _ size: Int, answeringEachOther: Bool, group: Int, _ random: inout SplitMix64
  ) {
    let master = newAccount(.puppetMaster, group: group)
    let puppets = (0..<size).map { _ in newAccount(.puppet, group: group) }
    for conversation in 0..<max(size, Self.fewestConversations) {
      let root = post(by: master, answering: nil, &random)
      let opening = exchange(puppets[conversation % size], with: master, below: root, &random)
      if answeringEachOther { post(by: puppets[(conversation + 1) % size], answering: opening, &random) }
    }
  }

  private mutating func addRing(of size: Int, group: Int, _ random: inout SplitMix64) {
    let members = (0..<size).map { _ in newAccount(.ring, group: group) }
    for (place, member) in members.enumerated() {
      for _ in 0..<Self.fewestConversations {
        let root = post(by: member, answering: nil, &random)
        let other = members[(place + 1 + random.below(size - 1)) % size]
        exchange(other, with: member, below: root, &random)
      }
      let root = post(by: member, answering: nil, &random)
      for other in members where other != member { exchange(other, with: member, below: root, &random) }
    }
  }

  private mutating func addPileOn(
    group: Int, _ draws: AccountDraws, _ crowd: inout [Int], _ random: inout SplitMix64
  ) {
    let target = draws.popular(draws.starterRank(&random))
    accounts.append(Account(number: target, role: .pileOnTarget, group: group))
    let root = post(by: target, answering: nil, &random)
    var used: Set<Int> = [target]
    for _ in 0..<random.within(30...100) {
      var replier = target
      while used.contains(replier) {
        if random.chance(10), draws.accounts > 200 {
          replier = draws.speaker(&random)
        } else if random.chance(50), crowd.count > 200 {
          replier = crowd[random.below(crowd.count)]
        } else {
          replier = newAccount(.pileOnCrowd, group: group)
          crowd.append(replier)
        }
      }
      used.insert(replier)
      posts.append(Post(author: replier, parent: root, time: posts[root].time + random.below(60 * Self.minute)))
    }
  }
}

/// `planted_posts.csv`: the planted talk, to be imported beside `posts.csv`.
struct GeneratedPlantedPosts: BlockSheet {
  let name = "planted_posts.csv"
  let header = "id,author,parent,time\n"
  let maximumRowBytes = 80
  let talk: PlantedTalk
  /// How many posts the network has.
  let before: Int
  var rowCount: Int { talk.posts.count }

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    for row in rows {
      let post = talk.posts[row]
      text.appendPost(
        id: before + row + 1, author: post.author + 1, parent: post.parent.map { before + $0 + 1 }, time: post.time)
    }
  }
}

/// `planted.csv`: which accounts were planted or piled upon, and for what. It is the answer to a test and no input.
struct GeneratedPlantedAccounts: BlockSheet {
  let name = "planted.csv"
  let header = "id,role,group\n"
  let maximumRowBytes = 64
  let talk: PlantedTalk
  var rowCount: Int { talk.accounts.count }

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    for account in talk.accounts[rows] {
      text.append(account.number + 1)
      text.append(UInt8(ascii: ","))
      switch account.role {
      case .puppetMaster: text.append("puppet-master")
      case .puppet: text.append("puppet")
      case .ring: text.append("ring")
      case .pileOnTarget: text.append("pile-on-target")
      case .pileOnCrowd: text.append("pile-on-crowd")
      }
      text.append(UInt8(ascii: ","))
      text.append(account.group + 1)
      text.append(UInt8(ascii: "\n"))
    }
  }
}
