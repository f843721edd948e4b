import ReparteeGraph

/// The links of a post on X, which its entities list.
enum XLinks {
  /// Where X's own addresses lead: pictures and quoted posts of its own, and links that it shortened and nobody resolved.
  private static let own: Set = ["twitter.com", "x.com", "t.co", "pic.twitter.com", "mobile.twitter.com"]

  /// Notes the domains of a list of links.
  static func append(_ links: JSONValue?, of post: ExternalID, to platform: inout RecordBatch.Platform) {
    guard platform.text.contains(.domains) else { return }
    links?.forEachElement { link in
      if let domain = domain(of: link) { platform.domains.append(LinkDomainRecord(post: post, domain: domain)) }
    }
  }

  /// The domain that a link leads to, or nil where that is X itself.
  static func domain(of link: JSONValue) -> String? {
    let address = link["unwound_url"] ?? link["unwound"]?["url"] ?? link["expanded_url"]
    return address?.string.flatMap(LinkDomainRecord.domain).flatMap { own.contains($0) ? nil : $0 }
  }
}
