extension ShippedMappings {
  static let webchat = """
    # A webchat: one row for each question and its answer. A question without a number of its own would be told by its row;
    # a question may answer an earlier number.
    name: webchat
    about: a webchat, a row for each question and its answer
    platform: webchat
    posts:
      - id: {column: number, prefix: q}
        author: asker
        handle: asker
        parent: {column: in reply to, prefix: a, optional: yes}
        time: {column: asked, optional: yes}
      - id: {column: number, prefix: a}
        author: answerer
        handle: answerer
        parent: {column: number, prefix: q}
        time: {column: answered, optional: yes}
        when: answerer
    """
}
