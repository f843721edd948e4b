/// Mappings for exports of other tools, by name. A new one is one file and one line here.
package enum ShippedMappings {
  /// Their texts. Headers change from release to release: what is not marked as verified was written from descriptions
  /// of the export, and a header that is missing is said.
  private static let texts = [
    ("4cat", fourCAT), ("bluesky-zenodo", blueskyZenodo), ("bluesky-zenodo-replies", blueskyZenodoReplies),
    ("brandwatch", brandwatch), ("communalytic", communalytic), ("crowdtangle", crowdTangle),
    ("meltwater", meltwater), ("nodexl", nodeXL), ("soundcloud", soundCloud), ("webchat", webchat),
  ]

  /// The names.
  package static var names: [String] { texts.map(\.0) }

  /// The text of the mapping called `name`, in any case of letters.
  package static func yaml(named name: String) -> String? { texts.first { $0.0 == name.lowercased() }?.1 }
}
