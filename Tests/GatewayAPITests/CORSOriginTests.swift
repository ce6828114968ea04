import GatewayAPI
import Testing

@Suite("origins that a CORS filter allows")
struct CORSOriginTests {
  @Test(
    "entries and the origins that they allow",
    arguments: [
      ("https://a.com", "https://a.com", true), ("https://a.com", "http://a.com", false),
      ("https://a.com", "https://b.com", false), ("https://a.com", "https://x.a.com", false),
      // Default ports.
      ("https://a.com", "https://a.com:443", true), ("https://a.com:443", "https://a.com", true),
      ("http://a.com:80", "http://a.com", true), ("https://a.com", "https://a.com:80", false),
      ("https://a.com:8080", "https://a.com:8080", true), ("https://a.com:8080", "https://a.com", false),
      ("https://a.com", "https://a.com:8443", false), ("ftp://a.com", "ftp://a.com", true),
      // Case.
      ("https://FOO.com", "https://foo.com", true), ("https://foo.com", "HTTPS://Foo.COM", true),
      // The wildcard of a host.
      ("https://*.bar.com", "https://www.bar.com", true),
      ("https://*.bar.com", "https://xpto.www.bar.com", true),
      ("https://*.bar.com", "https://bar.com", false),
      ("https://*.bar.com", "https://.bar.com", false), ("https://*.bar.com", "https://foobar.com", false),
      ("https://*.bar.com", "https://www.bar.com.evil.com", false),
      ("https://*.bar.com", "http://www.bar.com", false),
      ("https://*.bar.com", "https://www.bar.com:444", false),
      ("https://*.BAR.com", "https://Www.bar.COM:443", true),
      ("https://*", "https://any.host", true), ("https://*", "http://any.host", false),
      ("https://*", "https://any.host:8443", false), ("http://*", "http://localhost", true),
      ("https://*:8080", "https://a.com:8080", true), ("https://*:8080", "https://a.com", false),
      ("https://*foo.com", "https://afoo.com", true), ("https://*foo.com", "https://foo.com", false),
      ("https://foo.*.com", "https://foo.a.b.com", true), ("https://foo.*.com", "https://foo.com", false),
      ("https://*.*.com", "https://a.b.com", false), ("https://*.*.com", "https://a.*.com", false),
      // Any.
      ("*", "https://foobar.com:12345", true), ("*", "null", true), ("*", "", true),
      // What is no origin.
      ("https://a.com", "null", false), ("https://a.com", "", false), ("https://a.com", "https://", false),
      ("https://a.com", "https://a.com/", false), ("https://a.com", "a.com", false),
      ("https://a.com", "https://a.com:", false), ("https://a.com", "https://a.com:65536", false),
      ("https://a.com", "https://a.com:4 43", false), ("https://a.com", "https://a.com:443:443", false),
      ("https://a.com", "https://evil.com@a.com", false), ("https://*", "https://a b", false),
      ("https://a.com", "https://a.com,https://a.com", false), ("https://*", "https://*", false),
      // Addresses.
      ("http://[::1]:8080", "http://[::1]:8080", true), ("http://[::1]", "http://[::1]:80", true),
      ("http://[::1]", "http://[::2]", false), ("http://127.0.0.1", "http://127.0.0.1", true),
      // Entries that only early releases admit, and that are no origins.
      ("https://a.com/", "https://a.com", false), ("https://a.com:*", "https://a.com:8080", false),
      ("https://a.com:123456", "https://a.com", false), ("null", "null", false),
    ])
  func origins(_ entry: String, _ origin: String, isAllowed: Bool) {
    #expect(CORSPolicy(allowOrigins: [entry]).allows(origin: origin) == isAllowed)
  }

  @Test("without an entry nothing is allowed, and of several any does")
  func lists() {
    #expect(!CORSPolicy().allows(origin: "https://a.com"))
    let policy = CORSPolicy(allowOrigins: ["https://a.com", "https://*.b.com"])
    #expect(policy.allows(origin: "https://x.b.com"))
    #expect(policy.allows(origin: "https://a.com"))
    #expect(!policy.allows(origin: "https://c.com"))
  }

  @Test("a hostile origin costs its length and no more", .timeLimit(.minutes(1)))
  func hostile() {
    let policy = CORSPolicy(
      allowOrigins: (0..<64).map { "https://*.\(String(repeating: "a.", count: 120))\($0)" })
    for piece in ["a.", ":", "[", "]", "@", "*", "://", "\u{0}", "ü"] {
      let origin = "https://" + String(repeating: piece, count: 200_000)
      #expect(!policy.allows(origin: origin))
    }
  }
}
