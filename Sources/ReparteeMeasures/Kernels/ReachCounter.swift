import CReparteePrefetch
import ReparteeGraph

/// Counts whom one voice after the other reaches, without listing them: `ReachWalker` for numbers alone.
///
/// Three tricks. A mark of 4 bytes for every person says where the person was last met: places are numbered on from
/// conversation to conversation and from voice to voice, so a mark below the voice's first place is as good as none, and
/// nothing is cleared in between. Nobody, who wrote the posts that do not count, has a mark that is always set, so that
/// a visit asks one question. And in deep conversations the largest subtree of a voice is not walked where it
/// outweighs the others: how many people it holds is known (`DeepConversations`), and whether somebody met elsewhere is
/// among them is looked up. So a chain of a million people is no worse than a star.
/// Complexity of a voice: O(posts below its posts), or O(k log p) where all but k of them are in the largest subtree.
final class ReachCounter {
  /// What was counted of a voice.
  struct Count {
    var reach = 0
    var losses: Jackknife.Losses
  }

  private let ground: ReachGround
  private let deep: DeepConversations
  private let view: ReachPieces.View
  private let keepsConversations: Bool
  private let dropsColleagues: Bool
  /// Person → twice the number of the place of the last meeting, and one more where they met in several.
  private let marks: UnsafeMutablePointer<UInt32>
  private let nobody: UInt32
  /// Place → people met there and nowhere else, and all people met there. The first is no conversation: it stands for
  /// those who spoke to the voice without a place in a tree.
  private var places = UnsafeMutableBufferPointer<(onlyThere: Int, met: Int)>.allocate(capacity: 1024)
  private var placeCount = 0
  /// The mark of the voice's first place.
  private var base: UInt32 = 2
  private var voice: UInt32 = 0
  private var reach = 0
  /// The piece that is not walked; its people belong to the place with number 1.
  private var known: ReachPieces.Piece?

  /// - Parameter keepsConversations: whether the losses are wanted, for which each conversation has a place of its own.
  init(on ground: ReachGround, _ view: ReachPieces.View, _ deep: DeepConversations, keepsConversations: Bool) {
    (self.ground, self.view, self.deep) = (ground, view, deep)
    self.keepsConversations = keepsConversations
    dropsColleagues = ground.network.scope.colleagues == .leaveOut
    nobody = UInt32(ground.network.network.voices.count)
    marks = .allocate(capacity: Int(nobody) + 1)
    HugePages.advise(UnsafeMutableBufferPointer(start: marks, count: Int(nobody) + 1))
    marks.initialize(repeating: 0, count: Int(nobody) + 1)
    marks[Int(nobody)] = .max
  }

  deinit {
    marks.deallocate()
    places.deallocate()
  }

  /// Counts the people of `voice`.
  func count(_ voice: Int) -> Count {
    let own = view.offsets[voice]..<view.offsets[voice + 1]
    let exchanges = ground.exchangeOffsets[voice]..<ground.exchangeOffsets[voice + 1]
    var losses = Jackknife.Losses(conversations: Int(view.conversations[voice]))
    if own.isEmpty, exchanges.isEmpty, ground.others.count(of: voice) == 0 { return Count(losses: losses) }

    begin(voice, places: own.count + exchanges.count + 2)
    if let skipped = deep.pieceToSkip(view.pieces[own]) {
      // Its conversation goes first: whoever is met there again has been counted.
      let here = conversation(of: skipped)
      let run =
        own.partitioningIndex { conversation(of: $0) >= here }..<own.partitioningIndex { conversation(of: $0) > here }
      let talk =
        exchanges.partitioningIndex {
          ground.exchanges[$0].conversation >= here
        }..<exchanges.partitioningIndex {
          ground.exchanges[$0].conversation > here
        }
      known = view.pieces[skipped]
      let place = open(with: deep.people(in: view.pieces[skipped], without: self.voice, on: ground))
      for person in ground.others[voice] { meet(person, in: 0) }
      for index in talk { meet(ground.exchanges[index].pair.person, in: place) }
      for index in run where index != skipped { meetAll(in: view.pieces[index], place) }
      walk(own.lowerBound..<run.lowerBound, exchanges.lowerBound..<talk.lowerBound)
      walk(run.upperBound..<own.upperBound, talk.upperBound..<exchanges.upperBound)
    } else {
      for person in ground.others[voice] { meet(person, in: 0) }
      walk(own, exchanges)
    }
    marks[voice] = 0
    for place in 1..<placeCount {
      losses.add(places[place].onlyThere)
      losses.largestMeeting = max(losses.largestMeeting, places[place].met)
    }
    return Count(reach: reach, losses: losses)
  }

  private func begin(_ voice: Int, places most: Int) {
    base += 2 * UInt32(placeCount)
    if Int(base) + 2 * most >= Int(UInt32.max) - 1 {
      marks.update(repeating: 0, count: Int(nobody))
      base = 2
    }
    if places.count < most {
      places.deallocate()
      places = .allocate(capacity: 2 * most)
    }
    self.voice = UInt32(voice)
    // The voice is not among its people, and counts as met.
    marks[voice] = .max
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

  private func conversation(of piece: Int) -> UInt32 { view.pieces[piece].conversation }

  /// Meets everybody in pieces and exchanges, conversation by conversation.
  private func walk(_ own: Range<Int>, _ exchanges: Range<Int>) {
    if exchanges.isEmpty, known == nil, !dropsColleagues { return walk(own) }
    var (piece, exchange) = (own.lowerBound, exchanges.lowerBound)
    while piece < own.upperBound || exchange < exchanges.upperBound {
      var next = piece < own.upperBound ? conversation(of: piece) : .max
      if exchange < exchanges.upperBound { next = min(next, ground.exchanges[exchange].conversation) }
      let place = open(with: 0)
      while exchange < exchanges.upperBound, ground.exchanges[exchange].conversation == next {
        meet(ground.exchanges[exchange].pair.person, in: place)
        exchange += 1
      }
      while piece < own.upperBound, conversation(of: piece) == next {
        meetAll(in: view.pieces[piece], place)
        piece += 1
      }
    }
  }

  private func meetAll(in piece: ReachPieces.Piece, _ place: Int) {
    for person in view.people[Int(piece.start)..<Int(piece.end)] where person != ScopedNetwork.none {
      meet(person, in: place)
    }
  }

  /// The plain case, which is nearly all of the work: a visit is one look at a mark.
  ///
  /// Memory is asked for ahead: the people of a piece 32 pieces before its turn, their marks 8 before.
  private func walk(_ own: Range<Int>) {
    guard let people = view.people.baseAddress, let pieces = view.pieces.baseAddress else { return }
    let (marks, nobody, base, last) = (marks, nobody, base, view.pieces.count - 1)
    var place = 0
    var here = base
    var conversation = UInt32.max
    for index in own {
      prefetch(people + Int(pieces[min(index + 32, last)].start))
      let soon = pieces[min(index + 8, last)]
      prefetch(marks + Int(min(people[Int(soon.start)], nobody)))
      prefetch(marks + Int(min(people[Int(soon.end - 1)], nobody)))
      let piece = pieces[index]
      if piece.conversation != conversation, place == 0 || keepsConversations {
        conversation = piece.conversation
        place = open(with: 0)
        here = base + 2 * UInt32(place)
      }
      var newcomers = 0
      for post in Int(piece.start)..<Int(piece.end) {
        let person = Int(min(people[post], nobody))
        let mark = marks[person]
        if mark < base {
          marks[person] = here
          newcomers += 1
        } else if mark & ~1 != here, mark != .max {
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
    var mark = marks[Int(person)]
    if mark == .max { return }
    let here = base + 2 * UInt32(place)
    if mark < base {
      if dropsColleagues, !ground.network.counts(person, for: voice) { return }
      guard let known, ground.holds(person, from: Int(known.start), to: Int(known.end)) else {
        marks[Int(person)] = here
        reach += 1
        places[place].onlyThere += 1
        places[place].met += 1
        return
      }
      // Counted with the piece that is not walked.
      mark = base + 2
      marks[Int(person)] = mark
      if place == 0 {
        // But known from elsewhere too.
        places[1].onlyThere -= 1
        marks[Int(person)] = mark | 1
        return
      }
    }
    if mark & ~1 != here { meetAgain(person, mark, in: place) }
  }

  /// Meets somebody who was met in another conversation.
  @inline(__always)
  private func meetAgain(_ person: UInt32, _ mark: UInt32, in place: Int) {
    if mark & 1 == 0 { places[Int(mark - base) / 2].onlyThere -= 1 }
    marks[Int(person)] = base + 2 * UInt32(place) | 1
    places[place].met += 1
  }
}
