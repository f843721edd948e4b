import CReparteePrefetch
import ReparteeGraph

/// Counts whom one voice after the other reaches, without listing them: `ReachWalker` for numbers alone.
///
/// Three tricks. A mark of 4 bytes for every person says where the person was last met: places are numbered on from
/// conversation to conversation and from voice to voice, so a mark older than the voice's first place is as good as none,
/// and nothing is cleared in between. Nobody, who wrote the posts that do not count, has a mark that is always set, so
/// that a visit asks one question. And in deep conversations the largest subtree of a voice is not walked where it
/// outweighs the others: how many people it holds is known (`DeepConversations`), and whether somebody met elsewhere is
/// among them is looked up. So a chain of a million people is no worse than a star.
/// Complexity of a voice: O(posts below its posts), or O(k log p) where all but k of them are in the largest subtree.
///
/// In bounds: `marks` has one for every voice and one for nobody, and authors are voices; `places` has as many as the
/// voice can have conversations.
final class ReachCounter {
  /// What was counted of a voice.
  struct Count {
    var reach = 0
    var losses: Jackknife.Losses
  }

  private let reachIndex: ReachIndex
  private let deep: DeepConversations
  private let view: SubtreeRanges.View
  private let keepsConversations: Bool
  private let dropsColleagues: Bool
  /// Where a person was last met, in 4 bytes.
  private struct Mark: BitwiseCopyable {
    /// Twice the running number of the place, and one more where the person was met in several places of the voice.
    private let bits: UInt32

    /// Of those who are not counted: nobody, and the voice itself.
    static let closed = Mark(bits: .max)
    /// Of those who were never met.
    static let unset = Mark(bits: 0)
    /// The first place there can be.
    static let first = Mark(bits: 2)

    private init(bits: UInt32) { self.bits = bits }

    /// The mark of the place so many places later.
    @inline(__always) func advanced(by places: Int) -> Mark { Mark(bits: bits + 2 * UInt32(places)) }
    /// Whether so many places may follow without a mark that looks like `closed`.
    func leavesRoom(for places: Int) -> Bool { Int(bits) + 2 * places < Int(UInt32.max) - 1 }

    /// The same place, for somebody who was met elsewhere before.
    @inline(__always) var inSeveral: Mark { Mark(bits: bits | 1) }
    @inline(__always) var isInSeveral: Bool { bits & 1 == 1 }
    @inline(__always) var isClosed: Bool { bits == .max }
    /// Whether it was set before the voice's first place, for another voice.
    @inline(__always) func isOlder(than first: Mark) -> Bool { bits < first.bits }
    /// Whether the last meeting was in this place.
    @inline(__always) func isAt(_ place: Mark) -> Bool { bits & ~1 == place.bits }
    /// How many places after the voice's first one it is.
    @inline(__always) func place(from first: Mark) -> Int { Int(bits - first.bits) / 2 }
  }

  /// Person → where the person was last met.
  private let marks: UnsafeMutablePointer<Mark>
  private let nobody: UInt32
  /// Place → people met there and nowhere else, and all people met there. The first is no conversation: it stands for
  /// those who spoke to the voice without a place in a tree.
  private var places = UnsafeMutableBufferPointer<(onlyThere: Int, met: Int)>.allocate(capacity: 1024)
  private var placeCount = 0
  /// The mark of the voice's first place.
  private var first = Mark.first
  private var voice: UInt32 = 0
  private var reach = 0
  /// The subtree that is not walked; its people belong to the place with number 1.
  private var known: SubtreeRanges.Subtree?

  /// - Parameter keepsConversations: whether the losses are wanted, for which each conversation has a place of its own.
  init(on reachIndex: ReachIndex, _ view: SubtreeRanges.View, _ deep: DeepConversations, keepsConversations: Bool) {
    (self.reachIndex, self.view, self.deep) = (reachIndex, view, deep)
    self.keepsConversations = keepsConversations
    dropsColleagues = reachIndex.network.scope.colleagues == .leaveOut
    nobody = UInt32(reachIndex.network.network.voices.count)
    marks = .allocate(capacity: Int(nobody) + 1)
    HugePages.advise(UnsafeMutableBufferPointer(start: marks, count: Int(nobody) + 1))
    marks.initialize(repeating: .unset, count: Int(nobody) + 1)
    marks[Int(nobody)] = .closed
  }

  deinit {
    marks.deallocate()
    places.deallocate()
  }

  /// Counts the people of `voice`.
  func count(_ voice: Int) -> Count {
    let own = view.offsets[voice]..<view.offsets[voice + 1]
    let exchanges = reachIndex.exchangeOffsets[voice]..<reachIndex.exchangeOffsets[voice + 1]
    var losses = Jackknife.Losses(conversations: Int(view.conversations[voice]))
    if own.isEmpty, exchanges.isEmpty, reachIndex.others.count(of: voice) == 0 { return Count(losses: losses) }

    begin(voice, places: own.count + exchanges.count + 2)
    if let skipped = deep.subtreeToSkip(view.subtrees[own]) {
      // Its conversation goes first: whoever is met there again has been counted.
      let here = conversation(of: skipped)
      let run =
        own.partitioningIndex { conversation(of: $0) >= here }..<own.partitioningIndex { conversation(of: $0) > here }
      let talk =
        exchanges.partitioningIndex {
          reachIndex.exchanges[$0].conversation >= here
        }..<exchanges.partitioningIndex {
          reachIndex.exchanges[$0].conversation > here
        }
      known = view.subtrees[skipped]
      let place = open(with: deep.people(in: view.subtrees[skipped], without: self.voice, on: reachIndex))
      for person in reachIndex.others[voice] { meet(person, in: 0) }
      for index in talk { meet(reachIndex.exchanges[index].pair.person, in: place) }
      for index in run where index != skipped { meetAll(in: view.subtrees[index], place) }
      walk(own.lowerBound..<run.lowerBound, exchanges.lowerBound..<talk.lowerBound)
      walk(run.upperBound..<own.upperBound, talk.upperBound..<exchanges.upperBound)
    } else {
      for person in reachIndex.others[voice] { meet(person, in: 0) }
      walk(own, exchanges)
    }
    marks[voice] = .unset
    for place in 1..<placeCount {
      losses.add(places[place].onlyThere)
      losses.largestMeeting = max(losses.largestMeeting, places[place].met)
    }
    return Count(reach: reach, losses: losses)
  }

  private func begin(_ voice: Int, places most: Int) {
    first = first.advanced(by: placeCount)
    if !first.leavesRoom(for: most) {
      marks.update(repeating: .unset, count: Int(nobody))
      first = .first
    }
    if places.count < most {
      places.deallocate()
      places = .allocate(capacity: 2 * most)
    }
    self.voice = UInt32(voice)
    // The voice is not among its people, and counts as met.
    marks[voice] = .closed
    reach = 0
    known = nil
    placeCount = 0
    open(with: 0)
  }

  /// A new place, where so many are known to be met.
  @discardableResult
  private func open(with people: Int) -> Int {
    places[placeCount] = (people, people)
    reach += people
    placeCount += 1
    return placeCount - 1
  }

  private func conversation(of subtree: Int) -> UInt32 { view.subtrees[subtree].conversation }

  /// Meets everybody in subtrees and exchanges, conversation by conversation.
  private func walk(_ own: Range<Int>, _ exchanges: Range<Int>) {
    if exchanges.isEmpty, known == nil, !dropsColleagues { return walk(own) }
    var (subtree, exchange) = (own.lowerBound, exchanges.lowerBound)
    while subtree < own.upperBound || exchange < exchanges.upperBound {
      var next = subtree < own.upperBound ? conversation(of: subtree) : .max
      if exchange < exchanges.upperBound { next = min(next, reachIndex.exchanges[exchange].conversation) }
      let place = open(with: 0)
      while exchange < exchanges.upperBound, reachIndex.exchanges[exchange].conversation == next {
        meet(reachIndex.exchanges[exchange].pair.person, in: place)
        exchange += 1
      }
      while subtree < own.upperBound, conversation(of: subtree) == next {
        meetAll(in: view.subtrees[subtree], place)
        subtree += 1
      }
    }
  }

  private func meetAll(in subtree: SubtreeRanges.Subtree, _ place: Int) {
    for person in view.people[subtree.posts] where person != ScopedNetwork.none {
      meet(person, in: place)
    }
  }

  /// How many subtrees before its turn a subtree's people are asked for, and how many before it their marks: memory
  /// answers within about 30 visits, and people's marks can be asked for only once the people are there.
  private static let peopleAhead = 32
  private static let marksAhead = 8

  /// The plain case, which is nearly all of the work: a visit is one look at a mark.
  private func walk(_ own: Range<Int>) {
    guard let people = view.people.baseAddress, let subtrees = view.subtrees.baseAddress else { return }
    let (marks, nobody, first, last) = (marks, nobody, first, view.subtrees.count - 1)
    var place = 0
    var here = first
    var conversation = UInt32.max
    for index in own {
      prefetch(people + Int(subtrees[min(index + Self.peopleAhead, last)].start))
      let soon = subtrees[min(index + Self.marksAhead, last)]
      prefetch(marks + Int(min(people[Int(soon.start)], nobody)))
      prefetch(marks + Int(min(people[Int(soon.end - 1)], nobody)))
      let subtree = subtrees[index]
      if subtree.conversation != conversation, place == 0 || keepsConversations {
        conversation = subtree.conversation
        place = open(with: 0)
        here = first.advanced(by: place)
      }
      var newcomers = 0
      for post in Int(subtree.start)..<Int(subtree.end) {
        let person = Int(min(people[post], nobody))
        let mark = marks[person]
        if mark.isOlder(than: first) {
          marks[person] = here
          newcomers += 1
        } else if !mark.isAt(here), !mark.isClosed {
          meetAgain(UInt32(person), mark, in: place)
        }
      }
      reach += newcomers
      places[place].onlyThere += newcomers
      places[place].met += newcomers
    }
  }

  /// Meets one person, who may have been met before.
  private func meet(_ person: UInt32, in place: Int) {
    let mark = marks[Int(person)]
    if mark.isClosed { return }
    if !mark.isOlder(than: first) {
      if !mark.isAt(first.advanced(by: place)) { meetAgain(person, mark, in: place) }
      return
    }
    if dropsColleagues, !reachIndex.network.counts(person, for: voice) { return }
    if let known, reachIndex.holds(person, from: Int(known.start), to: Int(known.end)) {
      meetKnown(person, in: place)
      return
    }
    marks[Int(person)] = first.advanced(by: place)
    reach += 1
    places[place].onlyThere += 1
    places[place].met += 1
  }

  /// Meets somebody who was counted with the subtree that is not walked.
  private func meetKnown(_ person: UInt32, in place: Int) {
    let there = first.advanced(by: 1)
    marks[Int(person)] = there
    if place == 0 {
      // Known without a place in a tree too.
      places[1].onlyThere -= 1
      marks[Int(person)] = there.inSeveral
    } else if place != 1 {
      meetAgain(person, there, in: place)
    }
  }

  /// Meets somebody who was met in another conversation.
  @inline(__always)
  private func meetAgain(_ person: UInt32, _ mark: Mark, in place: Int) {
    if !mark.isInSeveral { places[mark.place(from: first)].onlyThere -= 1 }
    marks[Int(person)] = first.advanced(by: place).inSeveral
    places[place].met += 1
  }
}
