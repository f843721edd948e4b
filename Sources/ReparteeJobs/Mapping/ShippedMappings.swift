/// Mappings for exports of other tools, by name. A new one is one file in `Shipped` and one line here.
///
/// The files are embedded in the code, so that the command is one binary.
package enum ShippedMappings {
  /// Their texts. Headers change from release to release: a mapping that is not marked as verified was written from
  /// descriptions of the export.
  private static let files: [(name: String, yaml: [UInt8])] = [
    ("4cat", PackageResources._cat_yaml),
    ("4cat-telegram", PackageResources._cat_telegram_yaml),
    ("bluesky-zenodo", PackageResources.bluesky_zenodo_yaml),
    ("bluesky-zenodo-replies", PackageResources.bluesky_zenodo_replies_yaml),
    ("brandwatch", PackageResources.brandwatch_yaml),
    ("communalytic", PackageResources.communalytic_yaml),
    ("crowdtangle", PackageResources.crowdtangle_yaml),
    ("meltwater", PackageResources.meltwater_yaml),
    ("nodexl", PackageResources.nodexl_yaml),
    ("soundcloud", PackageResources.soundcloud_yaml),
    ("webchat", PackageResources.webchat_yaml),
    ("youtube-data-tools", PackageResources.youtube_data_tools_yaml),
  ]

  /// The names.
  package static var names: [String] { files.map(\.name) }

  /// The text of the mapping called `name`, in any case of letters.
  package static func yaml(named name: String) -> String? {
    files.first { $0.name == name.lowercased() }.map { String(decoding: $0.yaml, as: UTF8.self) }
  }
}
