import Records
import Testing

@Suite("Entities of mirrors in the timeline")
struct MirrorEntityTests {
  @Test("each mirror has one of its own, also where a rule has several with one target")
  func mirrors() {
    func mirror(_ rule: Int, _ target: String, _ expected: Double) -> MirrorRecord {
      MirrorRecord(route: "shop/front", rule: rule, mirror: target, expected: expected)
    }
    let mirrors = [
      mirror(0, "shop/next", 0.1), mirror(1, "shop/next", 0.1), mirror(1, "shop/next", 0.2),
      mirror(1, "shop/other", 0.2), mirror(1, "shop/next", 0.2),
    ]
    #expect(
      MirrorRecord.entities(of: mirrors) == [
        "mirror/shop/front/0/shop/next", "mirror/shop/front/1/shop/next", "mirror/shop/front/1/shop/next#2",
        "mirror/shop/front/1/shop/other", "mirror/shop/front/1/shop/next#3",
      ])
  }
}
