extension ShippedMappings {
  static let soundCloud = """
    # SoundCloud: comments below tracks, as its API answers. The track begins the conversation; "timestamp" is the place in
    # the track, not a time.
    name: soundcloud
    about: SoundCloud, comments as its API answers
    reads: json
    items: collection
    platform: soundcloud
    posts:
      id: id
      author: user_id
      name: {path: user.full_name}
      handle: {path: user.username}
      followers: {path: user.followers_count}
      parent: {path: track_id, prefix: "track:"}
      conversation: {path: track_id, prefix: "track:"}
      kind: comment
      time: created_at
    """
}
