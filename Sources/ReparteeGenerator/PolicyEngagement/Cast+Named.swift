import ReparteeGraph

extension Cast {
  private static let department = "Department of Public Wellbeing"
  private static let hospital = "Harrowfen Teaching Hospital"
  private static let clinic = "Fellwater Memory Clinic"

  /// Those with a part. Names, handles and organisations are invented.
  static let named: [Member] = [
    member(.channel, "DeptPublicWellbeing", department, 16, 50, .channel, department, "corporate channel", 37_221),
    member(
      .lead, "MarianOakhollowDPW", "Marian Oakhollow", 17, 70, .person, department,
      "deputy director, dementia care policy", 688),
    member(
      .official, "TobiasFennimarshDPW", "Tobias Fennimarsh", 5, 10, .person, department, "carers' support lead", 512,
      voice: "Tobias Fennimarsh"),
    member(
      .official, "OttolineBrackenfold", "Ottoline Brackenfold", 4, 9, .person, department, "service designer", 441),
    member(
      .official, "DunstanQuillmarsh", "Dunstan Quillmarsh", 3, 8, .person, department, "head of evidence", 356),
    member(
      .official, "InesSaltmeadowDPW", "Inês Saltmeadow", 3, 7, .person, department, "regional engagement manager", 274,
      from: "2025-11-01"),
    member(
      .clinician, "TemperanceOkonvale", "Okonvale, Dr Temperance", 3, 7, .person, hospital, "geriatrician", 1_530),
    member(.clinician, "SorenLindengroveRN", "Søren Lindengrove", 2, 5, .person, clinic, "memory nurse", 804),
    member(.clinician, "PriyaLarkmeadowGP", "Priya Larkmeadow", 2, 4, .person, "Nettlecombe Surgery", "doctor", 640),
    member(.clinician, "CaspianWrenfieldMD", "Caspian Wrenfield", 2, 3, .person, hospital, "psychiatrist", 1_120),
    member(.clinician, "NoemieThornbeckOT", "Noémie Thornbeck", 1, 3, .person, clinic, "occupational therapist", 389),
    member(.carer, "WilhelminaDuskfield", "Wilhelmina Duskfield", 4, 7, .person, "", "carer who writes about it", 233),
    member(
      .anonymous, "TheUnquietNightShift", "the unquiet night shift 🌙", 4, 10, .anonymous, "", "", 5_480,
      note: "who writes here is not known"),
    member(
      .charity, "LanternlightTrustEG", "The Lanternlight Trust", 5, 7, .channel, "The Lanternlight Trust",
      "charity's channel", 12_960),
    member(
      .campaigner, "HoratioLoudwaterNow", "Horatio Loudwater", 5, 0, .person, "", "campaigner", 8_764,
      note: "writes to everybody"),
    member(.bot, "WellbeingLinksRobot", "Wellbeing links", 3, 0, .bot, "", "posts links by itself", 143),
    member(
      .secondAccount, "TobiasFennimarshHome", "Tobias Fennimarsh (evenings)", 0, 0, .person, department,
      "carers' support lead", 187, voice: "Tobias Fennimarsh"),
  ]

  private static func member(
    _ part: Member.Part, _ handle: String, _ name: String, _ conversations: Int, _ circleSize: Int, _ kind: VoiceKind,
    _ organisation: String, _ role: String, _ followers: Int, voice: String = "", from: String = "", note: String = ""
  ) -> Member {
    var member = Member(part: part, handle: handle, name: name)
    member.conversations = conversations
    member.circleSize = circleSize
    member.entry = RosterEntry(
      kind: kind, organisation: organisation, role: role, voice: voice, followers: followers, from: from, note: note)
    return member
  }
}
