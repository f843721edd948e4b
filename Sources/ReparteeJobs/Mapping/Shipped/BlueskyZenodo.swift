extension ShippedMappings {
  static let blueskyZenodo = """
    # Failla and Rossetti's Bluesky dataset (Zenodo): interactions.csv, without a header: who acts; whom he answers; whose
    # thread it is; whom he reposts; whom he quotes; when. Its follows are an edge list: --kind follow --platform bluesky.
    name: bluesky-zenodo
    about: the Bluesky dataset on Zenodo, interactions.csv
    header: no
    delimiter: comma
    nulls: [None]
    time: yyyyMMddHHmm
    platform: bluesky
    interactions:
      - {kind: reply, actor: 1, target: 2, time: 6, when: 2}
      - {kind: repost, actor: 1, target: 4, time: 6, when: 4}
      - {kind: quote, actor: 1, target: 5, time: 6, when: 5}
    """

  static let blueskyZenodoReplies = """
    # Failla and Rossetti's Bluesky dataset (Zenodo): replies.csv, without a header: who answers whom on which day.
    name: bluesky-zenodo-replies
    about: the Bluesky dataset on Zenodo, replies.csv
    header: no
    delimiter: comma
    time: yyyyMMdd
    platform: bluesky
    interactions: {kind: reply, actor: 1, target: 2, time: 3}
    """
}
