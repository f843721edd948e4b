extension ShippedMappings {
  static let communalytic = """
    # Communalytic: the posts of a Reddit collection as CSV, a row for each submission or comment.
    name: communalytic
    about: Communalytic, posts of Reddit as CSV
    verified: no
    platform: reddit
    nulls: ["[deleted]", "[removed]"]
    posts:
      id: id
      author: author
      handle: author
      parent: {column: parent_id, optional: yes}
      conversation: {column: link_id, optional: yes}
      channel: {column: subreddit, optional: yes}
      time: created_utc
    """
}
