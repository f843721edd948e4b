import Testing

@testable import ReparteeFormats

@Suite struct HMACSHA256Tests {
  /// Test cases 1, 2, 6 of RFC 4231.
  @Test func vectors() {
    func hexadecimal(_ key: [UInt8], _ text: String) -> String {
      HMACSHA256(key: key).code(ofBytes: Array(text.utf8)).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }.joined()
    }
    #expect(
      hexadecimal([UInt8](repeating: 0x0B, count: 20), "Hi There")
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hexadecimal(Array("Jefe".utf8), "what do ya want for nothing?")
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hexadecimal([UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First")
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test("The same text cut elsewhere is another message")
  func parts() {
    let function = HMACSHA256(key: Array("key".utf8))
    #expect(function.code(of: ["ab", "c"]) != function.code(of: ["a", "bc"]))
    #expect(function.code(of: ["abc"]) != function.code(of: ["abc", ""]))
    #expect(function.hexadecimal(of: ["abc"]).count == 64)
  }

  @Test("E-mail and IP addresses are taken out of reasons; times, numbers and handles stay")
  func addresses() {
    for (text, expected) in [
      ("time: “a.b+c@example.co.uk” is no time", "time: “(address)” is no time"),
      ("mail a@b.cd.", "mail (address)."), ("10.11.12.13", "(address)"), ("10.11.12.13:8080", "(address)"),
      ("1.2.3.4.5", "1.2.3.4.5"), ("version 1.2.3.400", "version 1.2.3.400"), ("::1", "(address)"),
      ("2001:db8::8a2e:370:7334", "(address)"), ("fe80:0:0:0:1ff:fe23:4567:890a", "(address)"),
      ("2026-01-05T10:41:05.123Z, 10:41:05", "2026-01-05T10:41:05.123Z, 10:41:05"), ("@handle", "@handle"), ("", ""),
      ("std::vector", "std::vector"),
    ] {
      #expect(AddressMask.masked(text, longest: 400) == expected)
    }
    #expect(AddressMask.masked(String(repeating: "x", count: 50), longest: 10) == "xxxxxxxxx…")
  }
}
