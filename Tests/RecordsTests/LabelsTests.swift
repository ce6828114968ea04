import Records
import Testing

@Suite("Labels")
struct LabelsTests {
  @Test("are sorted by key, whichever order they come in")
  func sorted() {
    let labels = Labels([("service", "shop/front"), ("replica", "0")])
    #expect(labels == ["replica": "0", "service": "shop/front"])
    #expect(labels.description == "{replica=0,service=shop/front}")
    #expect(labels.all.map(\.key) == ["replica", "service"])
  }

  @Test("of equal keys the first counts")
  func equalKeys() { #expect(Labels([("a", "1"), ("a", "2")]) == ["a": "1"]) }

  @Test("no labels are written as nothing, and come first")
  func none() {
    #expect(Labels.none.description == "")
    #expect(Labels.none < ["a": "1"])
    #expect(Labels.none["a"] == nil)
  }

  @Test("a label is found by its key")
  func lookup() { #expect((["fault": "slow checkout"] as Labels)["fault"] == "slow checkout") }
}
