import Records
import Testing

@Suite("Names of requests")
struct RequestChoiceTests {
  @Test(
    "are a number, a word, or either of a replication",
    arguments: [
      ("0", RequestName(.number(0))), ("1234", RequestName(.number(1234))),
      ("3/17", RequestName(replication: 3, .number(17))), ("slowest", RequestName(.slowest)),
      ("denied", RequestName(.denied)), ("auto", RequestName(.automatic)),
      ("2/auto", RequestName(replication: 2, .automatic)),
      ("unanswered", RequestName(.fate(.unanswered))),
      ("0/9223372036854775807", RequestName(.number(.max))),
    ])
  func read(text: String, name: RequestName) {
    #expect(RequestName(text) == name)
    #expect(RequestName(name.description) == name)
  }

  @Test(
    "are nothing else",
    arguments: [
      "", "/", "1/", "/1", "-1", "+1", "1.0", "1/2/3", "x", "x/1", "Slowest", "slowest ",
      "9223372036854775808",
      "99999999999999999999/1", "1/-1", "٣",
    ])
  func refused(text: String) { #expect(RequestName(text) == nil) }

  @Test("every word that is listed is one")
  func words() {
    for word in RequestChoice.words { #expect(RequestName(word)?.choice.word == word) }
    #expect(RequestChoice.words.count == 3 + Fate.allCases.count)
  }

  @Test("a request that is chosen twice is told once, with both reasons, where it was chosen first")
  func merged() {
    let names = [
      RequestName(.automatic), RequestName(.number(7)), RequestName(.fate(.overflow)),
      RequestName(replication: 1, .slowest), RequestName(.fate(.overflow)),
    ]
    let chosen = ChosenRequests(names) { name in
      switch (name.replication, name.choice) {
      case (0, .slowest): [5, 7]
      case (0, .denied), (1, .slowest): [7]
      case (0, .fate(.okFirstTry)): [1]
      case (0, .number(let number)): [number]
      default: []
      }
    }
    #expect(
      chosen.requests == [
        ChosenRequest(replication: 0, number: 5, reasons: [.slowest(1)]),
        ChosenRequest(replication: 0, number: 7, reasons: [.slowest(2), .firstDenied, .named]),
        ChosenRequest(replication: 0, number: 1, reasons: [.firstOf(.okFirstTry)]),
        ChosenRequest(replication: 1, number: 7, reasons: [.slowest(1)]),
      ])
    #expect(chosen.empty == [RequestName(.fate(.overflow))])
  }
}
