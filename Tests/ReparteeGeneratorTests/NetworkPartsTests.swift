import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeGenerator

@Suite struct NetworkPartsTests {
  @Test func portableMathAgreesWithTheLibrary() {
    for step in -2000...2000 {
      let x = Double(step) / 25
      #expect(abs(PortableMath.exponential(x) / exp(x) - 1) < 1e-13)
      let positive = exp(x)
      #expect(abs(PortableMath.logarithm(positive) - log(positive)) < 1e-13 * max(1, abs(x)))
    }
    #expect(PortableMath.exponential(0) == 1 && PortableMath.logarithm(1) == 0)
    #expect(abs(PortableMath.power(27, 1.0 / 3) - 3) < 1e-13)
  }

  @Test(arguments: [1, 2, 3, 5, 64, 65, 1000, 4097]) func aPermutationIsABijection(count: Int) {
    for seed in 0..<5 {
      let permutation = IndexPermutation(count: count, random: SplitMix64(seed: UInt64(seed)))
      #expect(Set((0..<count).map { permutation($0) }) == Set(0..<count))
    }
  }

  /// R-MAT's probabilities multiply along the bits: how often a number is followed is known for each.
  @Test func rmatHasTheProbabilitiesOfGraph500() {
    let model = RMAT(accounts: 8)
    var random = SplitMix64(seed: 4)
    var (followers, drawn) = ([Double](repeating: 0, count: 8), 0.0)
    for index in 0..<60_000 {
      followers[model.follow(index, &random).followed] += 1
      drawn += 1
    }
    // A column's bit is 1 with .24; without the diagonal, whose bits are both 0 with .57 and both 1 with .05.
    let expected = (0..<8).map { number in
      let ones = number.nonzeroBitCount
      return pow(0.24, Double(ones)) * pow(0.76, Double(3 - ones))
        - pow(0.05, Double(ones)) * pow(0.57, Double(3 - ones))
    }
    let total = expected.reduce(0, +)
    for (count, share) in zip(followers, expected) {
      let mean = drawn * share / total
      #expect(abs(count - mean) < 5 * mean.squareRoot(), "\(followers)")
    }
  }

  /// The positions' ends are those of the list that the model never keeps.
  @Test func attachmentIsPreferential() {
    let model = PreferentialAttachment(accounts: 4000, follows: 20_000, seed: 9)
    var random = SplitMix64(seed: 0)
    var followers = [Int](repeating: 0, count: 4000)
    for index in 0..<20_000 {
      let follow = model.follow(index, &random)
      #expect(follow.followed < follow.follower)
      followers[follow.followed] += 1
    }
    // Followers of the account that came t-th grow as sqrt(N / t): the first tenth has sqrt(.1) of all ends.
    let ends = followers.enumerated().map { $0.element + ($0.offset > 0 ? 5 : 0) }
    let share = Double(ends.prefix(400).reduce(0, +)) / Double(ends.reduce(0, +))
    #expect(abs(share - 0.316) < 0.04, "\(share)")
  }

  /// The model's weights, drawn in parts, against its definition, with three replies: to the first post, and two to that.
  @Test func repliesAttachByTheModelsWeights() {
    let model = ConversationModel()
    var random = SplitMix64(seed: 6)
    var parents = [0, 0, 1, 1]
    var attachment = ReplyAttachment(model)
    attachment.begin(&random)
    for parent in parents.dropFirst() { attachment.append(answering: parent) }
    let degrees = [1.0, 3, 1, 1]
    let dialogue = [1, 1, model.dialogueWeight, model.dialogueWeight]
    let weights = (0..<4).map { post in
      model.degreeWeight * degrees[post] + dialogue[post] * pow(model.recency, Double(4 - post))
        + (post == 0 ? attachment.rootWeight : 0)
    }
    var hits = [0.0, 0, 0, 0]
    let draws = 40_000
    parents.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for _ in 0..<draws { hits[attachment.draw(base, &random)] += 1 }
    }
    for post in 0..<4 {
      let mean = Double(draws) * weights[post] / weights.reduce(0, +)
      #expect(abs(hits[post] - mean) < 5 * mean.squareRoot(), "\(hits) \(weights)")
    }
  }

  @Test func deviatesAreNearlyNormal() {
    var random = SplitMix64(seed: 8)
    let deviates = (0..<20_000).map { _ in random.deviate() }
    #expect(abs(deviates.reduce(0, +) / 20_000) < 0.04)
    #expect(abs(deviates.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.05)
    #expect(abs(Double(deviates.count { $0 > 1.645 }) / 20_000 - 0.05) < 0.01)
  }

  @Test func numbersAreWrittenInDigits() {
    for number in [0, 7, 9, 10, 99, 100, 1_735_689_600, 999_999_999_999, Int.max] {
      let text = RowText(capacity: 20)
      text.append(number)
      #expect(String(decoding: text.written, as: UTF8.self) == "\(number)")
    }
  }
}
