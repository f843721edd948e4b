extension ShippedMappings {
  static let fourCAT = """
    # 4CAT: a dataset of posts as CSV. Of X it tells whom a post answers, not which post: an answer is put below the post
    # that began its thread, and is a reply to the account besides.
    name: 4cat
    about: 4CAT, X posts as CSV
    verified: no
    platform: x
    posts:
      id: id
      author: {column: author, lowercase: yes}
      handle: author
      name: {column: author_fullname, optional: yes}
      followers: {column: author_followers, optional: yes}
      parent: {column: thread_id, optional: yes}
      conversation: {column: thread_id, optional: yes}
      time: timestamp
      mentions: {column: mentions, split: ",", lowercase: yes, optional: yes}
      unless: {column: is_retweet, is: "yes"}
    interactions:
      - kind: repost
        actor: {column: author, lowercase: yes}
        target: {column: retweeted_user, lowercase: yes, optional: yes}
        time: timestamp
        when: {column: is_retweet, is: "yes"}
      - kind: reply
        actor: {column: author, lowercase: yes}
        target: {column: replied_user, lowercase: yes, optional: yes}
        time: timestamp
        post: id
        when: {column: replied_user, optional: yes}
      - kind: quote
        actor: {column: author, lowercase: yes}
        target: {column: quoted_user, lowercase: yes, optional: yes}
        time: timestamp
        post: id
        when: {column: quoted_user, optional: yes}
    """
}
