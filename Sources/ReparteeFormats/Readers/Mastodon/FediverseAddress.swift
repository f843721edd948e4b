import ReparteeGraph

/// Accounts and the addresses that name them, as servers of the fediverse write both.
///
/// An account's id is `name@host` in lower case, since neither part minds their case.
enum FediverseAddress {
  /// The host, with its port, of `https://host/…`, in lower case.
  static func host(of address: String) -> String? {
    guard let rest = withoutScheme(address) else { return nil }
    let host = rest.prefix { !"/?#".utf8.contains($0) }
    return host.isEmpty ? nil : Substring(host).lowercased()
  }

  /// The `name@host` that an address bears: `https://host/users/name`, `https://host/@name`, and what lies below them.
  /// Nil where it names nobody, as `https://host/ap/users/115` and `https://host/notes/9x` do.
  static func name(in address: String) -> String? {
    let parts = parts(of: address)
    guard parts.count > 2 else { return nil }
    if parts.count > 3, collections.contains(parts[2]) { return "\(parts[3])@\(parts[1])" }
    guard parts[2].first == "@", parts[2].count > 1 else { return nil }
    let name = parts[2].dropFirst()
    return name.utf8.contains(Byte.at) ? String(name) : "\(name)@\(parts[1])"
  }

  /// What comes before an account's name: of Mastodon and its kin, Lemmy (people and communities), PeerTube, Friendica.
  private static let collections: Set<Substring> = ["users", "u", "c", "accounts", "video-channels", "profile"]

  /// `name@host` of a name without or with its host and an `@` before it; `address` gives the host that is missing.
  static func name(_ name: String, at address: String?) -> String? {
    let name = name.utf8.first == Byte.at ? String(name.drop { $0 == "@" }) : name
    if name.isEmpty { return nil }
    if name.utf8.contains(Byte.at) { return name }
    return address.flatMap(host).map { "\(name)@\($0)" }
  }

  /// The id of the account called `name`, with its host.
  static func id(_ name: String) -> ExternalID { ExternalID(name.lowercased()) }

  /// The id of the account at an address; the address itself where it names nobody.
  static func account(at address: String) -> ExternalID { name(in: address).map(id) ?? ExternalID(address) }

  /// `https:`, the host, and the parts of the path; none where it is no address of the web.
  private static func parts(of address: String) -> [Substring] {
    guard withoutScheme(address) != nil else { return [] }
    // Byte by byte: nothing of it depends on what letters look like.
    return address.utf8.prefix { !"?#".utf8.contains($0) }.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }

  private static func withoutScheme(_ address: String) -> Substring.UTF8View? {
    for scheme in ["https://", "http://"] where address.utf8.starts(with: scheme.utf8) {
      return address.utf8.dropFirst(scheme.utf8.count)
    }
    return nil
  }
}
