extension PolicyEngagement {
  /// `job.yaml`: the main job over the sample.
  static let job = """
    # The main job on the sample: repartee run job.yaml
    # Paths are relative to this file. Running it again changes nothing.

    # Everything that was read, in one SQLite file.
    store: output/policy-engagement.repartee

    # What to read. The formats are detected; every row names its platform.
    sources:
      - posts.csv
      - follows.csv
      - interactions.csv

    # What people know and no export says: who is a person, a channel, anonymous, a bot; organisations; follower counts.
    roster: roster.csv

    # The six weeks of the campaign, in UTC; the end does not belong to it.
    window:
      from: 2026-01-05
      to: 2026-02-16

    # By the geometric mean of reply reach and people who came back; channels, bots and anonymous accounts are not ranked.
    ranking:
      by: score
      kinds: [person, unknown]

    outputs:
      csv: output/ranking.csv
      json: output/ranking.json
      diagram: output/network.svg
      title: Who the dementia care campaign runs through (an invented sample)

    # One page with pictures, tables and figures, a folder a day; “latest” leads to the newest.
    briefing: output/briefing

    """
}
