import ReparteeGraph

/// What the beginning of an export says of the blog.
struct WordPressBlog: Sendable {
  /// Its address without the scheme: what its ids begin with.
  let address: String
  /// Login → the user's number and name.
  private var users: [String: (number: String, name: String?)] = [:]

  init(address: String) { self.address = WordPressBlog.bare(address) }

  init(header sample: FileSample) {
    var users: [String: (number: String, name: String?)] = [:]
    address = sample.bytes.withUnsafeBufferPointer { bytes in
      let authors = XMLElements(names: ["wp:author"])
      let parser = XMLPieces(dropping: ["author_email"])
      var position = 0
      while let author = authors.next(bytes, from: position), let end = author.end {
        position = end
        try? parser.parse(bytes.part(author.start, end)) { node in
          if let login = node.text(of: "author_login"), let number = node.text(of: "author_id") {
            users[login] = (number, node.text(of: "author_display_name"))
          }
        }
      }
      let header = bytes.prefix(XMLElements(names: ["item"]).next(bytes, from: 0)?.start ?? bytes.count)
      let link = /<(?:wp:base_blog_url|wp:base_site_url|link)>\s*(?:<!\[CDATA\[)?([^<\]\s]+)/
      let found = String(decoding: header, as: UTF8.self).firstMatch(of: link)
      return found.map { WordPressBlog.bare(String($0.1)) } ?? "blog"
    }
    self.users = users
  }

  /// The account of a user by login.
  func user(login: String) -> AccountRecord {
    let number = users[login]?.number
    return AccountRecord(
      id: .text(number.map { "\(address)/user/\($0)" } ?? "\(address)/login/\(login)"), handle: login,
      name: users[login]?.name)
  }

  /// Who wrote a comment: a user by number, else a guest by the address of his site, else by his name.
  func commenter(user: String?, name: String?, site: String?) -> AccountRecord? {
    if let user, user != "0" { return AccountRecord(id: .text("\(address)/user/\(user)"), name: name) }
    if let site, let host = WordPressBlog.site(site) { return AccountRecord(id: .text(host), name: name) }
    return name.map { AccountRecord(id: .text("\(address)/guest/\($0.lowercased())"), name: $0) }
  }

  func post(_ number: String) -> ExternalID { .text("\(address)/post/\(number)") }
  func comment(_ number: String) -> ExternalID { .text("\(address)/comment/\(number)") }

  /// The address of somebody's site, if it is one: without the scheme, its host in small letters.
  static func site(_ link: String) -> String? {
    let bare = bare(link)
    return bare.utf8.contains(UInt8(ascii: ".")) || bare.hasPrefix("localhost") ? bare : nil
  }

  private static func bare(_ link: String) -> String {
    var rest = Substring(link)
    for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    let host = rest.prefix { $0 != "/" }
    return host.lowercased() + rest.dropFirst(host.count)
  }
}
