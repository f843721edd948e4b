/// The refined groups of a level, as what moves where groups move as wholes.
struct LeidenGroups {
  let members: LeidenMembers
  /// Group → the strength of its members.
  let strengths: [Double]
  /// Group → the weight between its members, counted at both ends.
  let inside: [Double]

  /// A node of a group.
  @inline(__always) func first(_ group: Int) -> Int { Int(members.first(group)) }

  init(_ groups: [UInt32], count: Int, on level: LeidenLevel) {
    members = LeidenMembers(of: groups, count: count)
    (strengths, inside) = level.sums(of: groups, members: members)
  }
}
