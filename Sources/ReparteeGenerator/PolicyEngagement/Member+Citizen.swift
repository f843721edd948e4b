extension Member {
  /// The given number's member of the public, with an invented name.
  static func citizen(_ number: Int) -> Member {
    let first = firstNames[number % firstNames.count]
    let last = lastNames[(number / firstNames.count * 5 + number) % lastNames.count]
    var handle = plain(first) + last
    // Longer than the platform allows, so that it is nobody's.
    if handle.count <= 15 { handle += "_demo" }
    var member = Member(part: .citizen, handle: handle, name: "\(first) \(last)")
    switch number {
    case 3: member.name = "\(last), \(first)"
    case 47: member.name = "\(first) \(last) 🌻"
    case 52: member.name = "\(first) “\(first.prefix(1))” \(last)"
    case 59: member.name = "\(first) \"Sunny\" \(last)"
    case 66: member.laterName = "\(first) \(last) 💛 cares for Dad"
    default: break
    }
    return member
  }

  /// A name in the letters that handles may have.
  private static func plain(_ name: String) -> String {
    let letters: [Character: String] = ["é": "e", "ë": "e", "ö": "o", "ø": "o", "Ł": "L", "á": "a", "ï": "i", "Ç": "C"]
    return name.map { letters[$0] ?? String($0) }.joined()
  }

  private static let firstNames = [
    "Ada", "Bartholomew", "Clementine", "Dorothea", "Ezekiel", "Philippa", "Gideon", "Henrietta", "Ignatius", "Juniper",
    "Kofi", "Leocadia", "Montague", "Nadia", "Octavian", "Prudence", "Quentin", "Rosalind", "Sebastian", "Theodora",
    "Ulysses", "Verity", "Winifred", "Xanthe", "Yusuf", "Zoë", "Anaïs", "Björn", "Çelik", "Léonie", "Jørgen", "Łucja",
    "Tomás", "Ngozi", "Haruki", "Meera", "Obadiah",
  ]

  private static let lastNames = [
    "Fernwhistle", "Quillington", "Thistledown", "Emberlane", "Mossgarth", "Puddlecombe", "Starlingford", "Wickerby",
    "Appleyonder", "Cloudsley", "Dapplewood", "Foxmantle", "Gorsehollow", "Heronstrand", "Inkwellow", "Lavenderby",
    "Moonthwaite", "Nightjarrow", "Otterbridge", "Pennywhistler", "Rookhaven", "Sedgewater", "Tumblestone", "Vellumby",
    "Willowmarch", "Yarrowdene", "Bramblecote", "Copperfern", "Driftwell", "Larkspurling", "Marrowfield",
  ]
}
