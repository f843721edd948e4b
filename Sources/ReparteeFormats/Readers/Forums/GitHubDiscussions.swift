import ReparteeGraph

/// Discussions and issues of GitHub, as its GraphQL API and its REST API answer.
///
/// - A discussion, an issue or a pull request is the first post; its comments answer it, and the replies to a comment answer
///   that. A reply names no reply among its kin.
/// - An account is its `login`; one that is deleted (`null`, “ghost”) is nobody, each time again. Bots are accounts too.
/// - `gh issue list --json …` and `gh pr view --json …` write threads with their comments as a list.
/// - `totalCount` of comments and replies says how many there are; a query returns as many as it asked for.
///
/// The text is never kept. Reference: GitHub's GraphQL API, `Discussion`, `Issue`; REST, `issues/comments`.
struct GitHubDiscussions: JSONFormat {
  let name = "github"
  let summary = "discussions and issues of GitHub, by its GraphQL or REST API"
  let platform: String? = "github"
  let marks = [
    [#""discussion":"#, #""comments":"#], [#""repository":"#, #""createdAt":"#], [#""html_url":"#, #""issue_url":"#],
    [#""comments":"#, #""authorAssociation":"#],
  ]

  func confidence(of value: JSONValue) -> Confidence {
    // Of somebody who has left, the user is null.
    if value["issue_url"] != nil, value["created_at"] != nil { return .certain }
    if value["created_at"] != nil, value["number"] != nil, value["comments_url"] != nil { return .certain }
    return GitHubDiscussions.threads(in: value).isEmpty ? .none : .certain
  }

  /// The threads that an answer of the GraphQL API holds.
  private static func threads(in value: JSONValue) -> [JSONValue] {
    let repository = value["data"]?["repository"] ?? value["repository"]
    var found: [JSONValue] = []
    func look(at holder: JSONValue?) {
      guard let holder else { return }
      for key in ["discussion", "issue", "pullRequest"] as [StaticString] {
        if let thread = holder[key], isThread(thread) { found.append(thread) }
      }
      for key in ["discussions", "issues", "pullRequests"] as [StaticString] {
        holder[key]?["nodes"]?.forEachElement { if isThread($0) { found.append($0) } }
        holder[key]?["edges"]?.forEachElement { if let node = $0["node"], isThread(node) { found.append(node) } }
      }
    }
    look(at: repository)
    if repository == nil { look(at: value["data"] ?? value) }
    value["data"]?["search"]?["nodes"]?.forEachElement { if isThread($0) { found.append($0) } }
    if found.isEmpty, isThread(value) { found.append(value) }
    return found
  }

  private static func isThread(_ value: JSONValue) -> Bool {
    guard value["createdAt"] != nil, value["id"] != nil, let comments = value["comments"] else { return false }
    // GitHub's command line writes the comments as a list; what else has one does not say where on GitHub it is.
    return comments.isObject || comments.isArray && value["url"]?.string?.contains("github.com/") == true
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    if value["created_at"] != nil, value["user"] ?? value["issue_url"] ?? value["comments_url"] != nil {
      return appendREST(value, to: &batch).map { [$0] } ?? []
    }
    let threads = GitHubDiscussions.threads(in: value)
    if threads.isEmpty { return ["expected a discussion, an issue or a comment of GitHub"] }
    for thread in threads {
      guard let root = append(thread, parent: nil, root: nil, to: &batch, &reasons) else { continue }
      nodes(thread["comments"]) { comment in
        guard let id = append(comment, parent: root, root: root, to: &batch, &reasons) else { return }
        nodes(comment["replies"]) { _ = append($0, parent: id, root: root, to: &batch, &reasons) }
      }
    }
    return reasons
  }

  private func nodes(_ connection: JSONValue?, _ body: (JSONValue) -> Void) {
    if connection?.isArray == true { connection?.forEachElement(body) }
    connection?["nodes"]?.forEachElement(body)
    connection?["edges"]?.forEachElement { if let node = $0["node"] { body(node) } }
  }

  private func append(
    _ json: JSONValue, parent: ExternalID?, root: ExternalID?, to batch: inout RecordBatch, _ reasons: inout [String]
  ) -> ExternalID? {
    guard let id = json["id"]?.id, let time = json["createdAt"]?.time else {
      reasons.append("expected a post with “id” and “createdAt”")
      return nil
    }
    let author = GitHubDiscussions.account(json["author"], seen: time, to: &batch)
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: author, parent: parent, conversation: root, time: time, kind: parent == nil ? .post : .reply))
    batch.platforms[0].append(replyCount: (json["comments"] ?? json["replies"])?["totalCount"], of: id)
    return id
  }

  /// A comment on an issue, or an issue, of the REST API.
  private func appendREST(_ json: JSONValue, to batch: inout RecordBatch) -> String? {
    guard let time = json["created_at"]?.time else { return "created_at: expected an ISO 8601 time" }
    let author = GitHubDiscussions.account(json["user"], seen: time, to: &batch)
    if let issue = json["issue_url"]?.string {
      guard let number = json["id"]?.id else { return "expected a comment with “id”" }
      let root = ExternalID.text(GitHubDiscussions.bare(issue))
      batch.platforms[0].posts.append(
        PostRecord(
          id: .text("comment/\(number)"), author: author, parent: root, conversation: root, time: time, kind: .reply))
      return nil
    }
    guard let url = json["url"]?.string else { return "expected an issue with “url”" }
    let id = ExternalID.text(GitHubDiscussions.bare(url))
    batch.platforms[0].posts.append(PostRecord(id: id, author: author, time: time))
    batch.platforms[0].append(replyCount: json["comments"], of: id)
    return nil
  }

  /// `owner/name/issues/5`, out of an address of the API.
  private static func bare(_ url: String) -> String {
    guard let start = url.firstRange(of: "/repos/") else { return url }
    return String(url[start.upperBound...])
  }

  private static func account(_ json: JSONValue?, seen: Timestamp, to batch: inout RecordBatch) -> ExternalID? {
    guard let login = json?["login"]?.string, login != "ghost" else { return nil }
    let id = ExternalID(login)
    batch.platforms[0].accounts.append(AccountRecord(id: id, handle: login, name: json?["name"]?.string, seen: seen))
    return id
  }
}
