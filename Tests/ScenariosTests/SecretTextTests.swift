import Scenarios
import Testing

@Suite("What is kept of Secrets")
struct SecretTextTests {
  private static let head = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"

  @Test(
    "is no line of theirs, in any notation, and every other line at its place",
    arguments: [
      "apiVersion: v1\nkind: Secret\nstringData: {token: abc}",
      "{\"kind\" : \"Secret\", \"apiVersion\": \"v1\", \"data\": {\"token\": \"abc\"}}",
      "{apiVersion: v1, kind: Secret, data: {token: abc}}",
      "apiVersion: v1\nkind: \"Secret\"\ndata:\n  token: abc",
      "apiVersion: v1\nkind: !!str Secret\ndata: {token: abc}",
      "apiVersion: v1\nkind: &k Secret\ndata: {token: abc}",
      "apiVersion: v1\nkind:\n  Secret\ndata: {token: abc}",
      "apiVersion: v1\n? kind\n: Secret\n\ndata: {token: abc}",
      "apiVersion: v1\n\"k\\u0069nd\": \"Se\\u0063ret\"\ndata: {token: abc}",
      "# the token is abc\napiVersion: v1\nkind: Secret\ndata: {token: \"x\n\n  ---abc\"}",
    ])
  func secrets(document: String) {
    for (separator, lineBreak) in [("---", "\n"), ("---", "\r\n"), ("--- # one", "\n")] {
      let text = "\(Self.head)\(separator)\n\(document)\n--- # next\n\(Self.head)"
        .replacing("\n", with: lineBreak)
      let kept = SecretText.leavingOut(from: text)
      #expect(!kept.contains("abc"), "\(kept)")
      #expect(kept.contains(SecretText.remark), "\(kept)")
      #expect(kept.hasPrefix("\(Self.head)\(separator)".replacing("\n", with: lineBreak)), "\(kept)")
      #expect(kept.hasSuffix("--- # next\n\(Self.head)".replacing("\n", with: lineBreak)), "\(kept)")
      #expect(kept.utf8.count { $0 == 10 } == text.utf8.count { $0 == 10 })
      #expect(SecretText.leavingOut(from: kept) == kept)
    }
  }

  @Test(
    "nothing is kept of one on the line of its separator, nor of a list that holds one, which is told apart")
  func others() {
    let line = "\(Self.head)--- {apiVersion: v1, kind: Secret, data: {token: abc}}\n--- # next\n\(Self.head)"
    #expect(
      SecretText.leavingOut(from: line) == "\(Self.head)--- \(SecretText.remark)\n--- # next\n\(Self.head)")
    let list = """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Secret, data: {token: abc}}
      - {apiVersion: v1, kind: Service, metadata: {name: b}}
      """
    let kept = SecretText.leavingOut(from: list)
    #expect(!kept.contains("abc"))
    #expect(kept.contains(SecretText.remarkOfOthers))
    let odd = "apiVersion: v1\rkind: Secret\rdata: {token: abc}"
    #expect(!SecretText.leavingOut(from: odd).contains("abc"))
  }

  @Test("leaves what only refers to one as it is")
  func references() {
    let text = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: a} # kind: Secret
      spec:
        # kind: Secret
        listeners: [{certificateRefs: [{name: tls, kind: Secret}]}]
        from:
          - kind: Secret
            name: b
      """
    #expect(SecretText.leavingOut(from: text) == text)
  }
}
