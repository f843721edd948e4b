extension ShippedMappings {
  static let nodeXL = """
    # NodeXL: the sheet of edges as CSV, of the X importer. The row of group names above the header is passed over. Rows of
    # the relationship Tweet are posts; the others say who acts on whom, by handle.
    name: nodexl
    about: NodeXL, edges of its X importer as CSV
    verified: no
    platform: x
    posts:
      id: Imported ID
      author: {column: Vertex 1, lowercase: yes}
      handle: Vertex 1
      parent: {column: In-Reply-To Tweet ID, optional: yes}
      time: Relationship Date (UTC)
      when: {column: Relationship, is: [Tweet, Replies to]}
    interactions:
      - kind: reply
        actor: {column: Vertex 1, lowercase: yes}
        target: {column: Vertex 2, lowercase: yes}
        time: Relationship Date (UTC)
        when: {column: Relationship, is: Replies to}
        unless: {column: In-Reply-To Tweet ID, optional: yes}
      - kind:
          column: Relationship
          words:
            Mentions: mention
            MentionsInRetweet: mention
            MentionsInReplyTo: mention
            MentionsInQuote: mention
            MentionsInQuoteReply: mention
            Retweet: repost
            Quote: quote
        actor: {column: Vertex 1, lowercase: yes}
        target: {column: Vertex 2, lowercase: yes}
        time: Relationship Date (UTC)
        post: {column: Imported ID, optional: yes}
        unless: {column: Relationship, is: [Tweet, Replies to]}
    """
}
