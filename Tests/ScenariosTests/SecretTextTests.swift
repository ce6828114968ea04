import Scenarios
import Testing

@Suite("What is kept of Secrets")
struct SecretTextTests {
  @Test(
    "is no line of theirs, in any notation, and every other line at its place",
    arguments: [
      "kind: Secret\nstringData: {token: abc}", "{\"kind\" : \"Secret\", \"data\": {\"token\": \"abc\"}}",
      "{apiVersion: v1, kind: Secret, data: {token: abc}}",
      "apiVersion: v1\nkind: \"Secret\"\ndata:\n  token: abc",
      "kind: List\nitems:\n- kind: Secret\n  data: {token: abc}",
    ])
  func secrets(document: String) {
    let text = "kind: Gateway\n---\n\(document)\n--- # next\nkind: Service\n"
    let kept = SecretText.leavingOut(from: text)
    #expect(!kept.contains("abc"))
    #expect(kept.hasPrefix("kind: Gateway\n---\n# left out: a Secret\n"))
    #expect(kept.hasSuffix("\n--- # next\nkind: Service\n"))
    #expect(
      kept.split(separator: "\n", omittingEmptySubsequences: false).count
        == text.split(separator: "\n", omittingEmptySubsequences: false).count)
  }

  @Test("leaves what only refers to one as it is")
  func references() {
    let text =
      "kind: Gateway\nspec: {certificateRefs: [{name: tls, group: \"\"}]} # a Secret\nfrom: [{kind: SecretStore}]\n"
    #expect(SecretText.leavingOut(from: text) == text)
  }
}
