import Records
import Testing

@Suite("Short names of paths")
struct ShortNameTests {
  @Test("a path is called by its last part where that is enough, and by as many as tell it from the others")
  func names() {
    #expect(
      ShortNames.of([
        "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent", "spec.dataPlane.replicas",
        "spec.services[0].endpoints", "spec.services[1].endpoints",
      ]) == ["percent", "replicas", "services[0].endpoints", "services[1].endpoints"])
  }

  @Test("dots inside quotes part nothing, and one path within another keeps its own name")
  func quotes() {
    #expect(ShortNames.of([#"spec.labels["a.b"]"#]) == [#"labels["a.b"]"#])
    #expect(ShortNames.of(["seed", "spec.seed"]) == ["seed", "spec.seed"])
    #expect(ShortNames.of(["A/b/c:spec.x", "A/b/d:spec.x"]) == ["A/b/c:spec.x", "A/b/d:spec.x"])
    #expect(ShortNames.of([]) == [])
  }
}
