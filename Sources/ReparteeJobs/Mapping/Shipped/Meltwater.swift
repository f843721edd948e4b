extension ShippedMappings {
  static let meltwater = """
    # Meltwater: social results as CSV or tab-separated text, saved as UTF-8.
    name: meltwater
    about: Meltwater, social results as a sheet
    verified: no
    time: dd-MMM-yyyy hh:mma
    posts:
      id: {column: URL, after: /}
      author: {column: Author Handle, after: "@", lowercase: yes}
      handle: {column: Author Handle, after: "@"}
      name: {column: Author Name, optional: yes}
      parent: {column: Parent URL, after: /, optional: yes}
      time: {column: Date}
    """
}
