extension ShippedMappings {
  static let crowdTangle = """
    # CrowdTangle: posts of pages as CSV. It holds no answers, so it gives accounts, posts and follower counts only.
    name: crowdtangle
    about: CrowdTangle, posts of Facebook pages as CSV
    verified: no
    platform: facebook
    nulls: ["N/A"]
    time: yyyy-MM-dd HH:mm:ss zzz
    posts:
      id: {column: URL, after: /}
      author: Facebook Id
      handle: {column: User Name, optional: yes}
      name: Page Name
      followers: {column: Followers at Posting, optional: yes}
      time: Post Created
    """
}
