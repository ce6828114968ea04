import GatewayAPI
import Testing

@Suite("what to write instead of a text of the wrong form")
struct PatternRemedyTests {
  private func suggestion(_ yaml: String) -> String? {
    World(yaml).messages(.pattern).first.flatMap(\.suggestion)
  }

  @Test(
    "hostnames",
    arguments: [
      ("Shop.Example.ORG", "with no upper case: shop.example.org"), ("a.org.", "no dot at the end: a.org"),
      ("*", "leave `hostnames` out: without it every host is meant"),
      ("a.org:8080", "with no port: a.org"), ("https://a.org", "with no scheme: a.org"),
      ("https://A.org:80/x?y", "with no scheme, no path, no port, no upper case: a.org"),
      ("b\u{FC}cher.example", "no letters beyond ASCII: xn--bcher-kva.example"),
      ("*.M\u{FC}nchen.de", ": *.xn--mnchen-3ya.de"), ("\u{65E5}\u{672C}\u{8A9E}.jp", ": xn--wgv71a119e.jp"),
      ("\u{43A}\u{430}\u{444}\u{435}.ru", ": xn--80akn5b.ru"),
      ("HOSTNAME", "HOSTNAME looks like a placeholder"),
      ("a.*.b", nil), ("a..b", nil), ("-a", nil), ("a_b", nil), ("://", nil), ("*.*.a", nil),
    ] as [(String, String?)])
  func hostnames(_ text: String, _ remedy: String?) {
    let found = suggestion(route("r", extra: "hostnames: ['\(text)']", rules: "  - {}"))
    #expect(
      remedy.map { found?.hasSuffix($0) == true || found?.hasPrefix($0) == true } ?? (found == nil),
      "\(found ?? "none")")
  }

  @Test("a host to rewrite to cannot be left out")
  func preciseHostname() {
    #expect(
      suggestion(route("r", rules: "  - filters: [{type: URLRewrite, urlRewrite: {hostname: '*'}}]"))
        == "write one host's name")
  }

  @Test(
    "durations",
    arguments: [
      ("1.5s", "1500ms"), ("1d", "24h"), ("500us", "1ms"), ("2500us", "3ms"), ("1.5h", "90m"), ("2w", "336h"),
      ("10sec", "10s"), ("1 s", "1s"), ("100000ms", "100s"), ("1h1m1s1ms1h", "2h1m1s1ms"), ("5S", "5s"),
      ("-1s", nil), ("1x", nil), ("s", nil), ("1.2.3s", nil), ("99999999999h", nil), (".s", nil),
    ] as [(String, String?)])
  func durations(_ text: String, _ written: String?) {
    let found = suggestion(route("r", rules: "  - timeouts: {request: '\(text)'}"))
    #expect(written.map { found?.hasSuffix(": \($0)") == true } ?? (found == nil), "\(found ?? "none")")
  }

  @Test(
    "names",
    arguments: [
      ("My_Route", "only lower-case letters, digits and \"-\" may stand here: my-route"),
      ("NAME", "NAME looks like a placeholder: write the name that is meant"),
      ("<name>", "<name> looks like a placeholder: write the name that is meant"),
      ("HTTP", "only lower-case letters, digits and \"-\" may stand here: http"), ("-a", nil), ("a b", nil),
    ] as [(String, String?)])
  func names(_ text: String, _ remedy: String?) {
    #expect(suggestion(route("'\(text)'", rules: "  - {}")) == remedy)
    let parent = route("r", rules: "  - {}").replacing(
      "name: edge", with: "name: edge, sectionName: '\(text)'")
    #expect(suggestion(parent) == remedy)
  }

  @Test("where upper case may stand, it is not blamed")
  func kinds() {
    #expect(suggestion(route("r", rules: "  - backendRefs: [{name: v1, port: 1, kind: 'K_L'}]")) == nil)
  }
}
