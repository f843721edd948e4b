import ReparteeGraph

/// Comments of a WordPress blog, as its REST API answers (`/wp-json/wp/v2/comments`).
///
/// - An approved comment is a reply: to the comment `parent`, else to its `post`, which is the conversation and is not in
///   the file. Posts and accounts have the ids that an export of the blog gives them (`WordPress`), so both can be imported.
/// - Times without a zone are UTC where the API gives them (`date_gmt`); the blog's own, `date`, is read where it does not.
/// - A pingback or trackback names no author of the post it points to, and is ignored, as is what is not approved.
///
/// Text and e-mail addresses are never kept. Reference: WordPress REST API handbook, “Comments”.
struct WordPressComments: JSONFormat {
  let name = "wordpress-comments"
  let summary = "comments of a WordPress blog by its REST API (wp/v2/comments)"
  let platform: String? = "wordpress"
  let marks = [[#""author_name":"#, #""post":"#, #""parent":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    value["post"]?.integer != nil && value["parent"]?.integer != nil && value["author_name"] != nil ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let id = value["id"]?.integer, let post = value["post"]?.integer else {
      return ["expected a comment with the numbers “id” and “post”"]
    }
    guard let address = WordPressComments.address(of: value) else {
      return ["expected a comment with “link” or “_links”, which say of which blog it is"]
    }
    if let status = value["status"]?.string, status != "approved" {
      batch.ignored["comments that are not approved", default: 0] += 1
      return []
    }
    if let type = value["type"]?.string, WordPressBlog.links.contains(type) {
      batch.ignored["pingbacks and trackbacks, which do not name whom they mention", default: 0] += 1
      return []
    }
    if let type = value["type"]?.string, WordPressBlog.reactions.contains(type) || type == "repost" {
      batch.ignored["likes, bookmarks and reposts", default: 0] += 1
      return []
    }
    guard let time = value["date_gmt"]?.time ?? value["date"]?.time else {
      return ["date_gmt: expected an ISO 8601 time"]
    }
    let blog = WordPressBlog(address: address)
    let parent = value["parent"]?.integer ?? 0
    var author = blog.commenter(
      user: value["author"]?.integer.map(String.init), name: value["author_name"]?.string,
      site: value["author_url"]?.string)
    author?.seen = time
    if let author { batch.platforms[0].accounts.append(author) }
    batch.platforms[0].posts.append(
      PostRecord(
        id: blog.comment(String(id)), author: author?.id,
        parent: parent == 0 ? blog.post(String(post)) : blog.comment(String(parent)),
        conversation: blog.post(String(post)), time: time, kind: .reply))
    return []
  }

  /// The blog's address: what precedes the API in the comment's own, else the host of the page it is on.
  private static func address(of comment: JSONValue) -> String? {
    var own: String?
    comment["_links"]?["self"]?.forEachElement { own = own ?? $0["href"]?.string }
    if let own, let api = own.firstRange(of: "/wp-json/") { return String(own[..<api.lowerBound]) }
    guard let link = comment["link"]?.string, let host = link.firstMatch(of: /^https?:\/\/[^\/?#]+/) else { return nil }
    return String(host.0)
  }
}
