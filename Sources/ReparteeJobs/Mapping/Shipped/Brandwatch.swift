extension ShippedMappings {
  static let brandwatch = """
    # Brandwatch: mentions as CSV. Rows above the header are passed over. A retweet names the post it repeats by its
    # link, which holds the name of the account.
    name: brandwatch
    about: Brandwatch, mentions of X as CSV
    verified: no
    platform: x
    posts:
      id: {column: Url, after: /}
      author: {column: Author, lowercase: yes}
      handle: Author
      name: {column: Full Name, optional: yes}
      followers: {column: Twitter Followers, optional: yes}
      parent: {column: Twitter Reply to, after: /, optional: yes}
      time: Date
      mentions: {column: Mentioned Authors, split: ",", after: "@", lowercase: yes, optional: yes}
      unless: Twitter Retweet of
    interactions:
      kind: repost
      actor: {column: Author, lowercase: yes}
      target: {column: Twitter Retweet of, after: .com/, before: /, lowercase: yes}
      time: Date
      when: Twitter Retweet of
    """
}
