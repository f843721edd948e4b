/// How many people the sets of everyone hold: what rows and sections need, and what can be kept where the sets are not.
extension MeasuredNetwork {
  /// Voice → R1.
  package var replierCounts: [Int] { remember("replierCounts") { repliers.counts } }

  /// Voice → M.
  package var reciprocatedCounts: [Int] { remember("reciprocatedCounts") { reciprocated.counts } }

  /// Voice → C, 0 where nothing says who came back.
  var returnCounts: [Int] { remember("returnCounts") { conversed.counts } }
}
