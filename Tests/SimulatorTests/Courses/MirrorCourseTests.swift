import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Mirrors second by second")
struct MirrorCourseTests {
  @Test("what each mirror was offered and sent adds up to its record, two with one target apart")
  func sums() throws {
    var world = World(
      station: .station(try .exponential(mean: 0.01), concurrency: nil), arrivals: .poisson(rate: 300),
      duration: 8)
    world.warmUp = 2
    // So that a request that arrives in one second may be copied in the next, and after the end.
    world.dataPlane.overhead = try .constant(0.4)
    world.services.append(
      ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .exponential(mean: 0.01)))
    func mirror(_ percent: Int) -> String {
      "{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: \(percent)}}"
    }
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        filters: [\(mirror(42)), \(mirror(7))]
      """
    let record = try #require(try world.run().first)
    let entities = MirrorRecord.entities(of: record.mirrors)
    #expect(Set(entities).count == 2)
    let offered = record.timeline.first { $0.entity == "traffic/clients" && $0.metric == "offered" }
    for (mirror, entity) in zip(record.mirrors, entities) {
      func course(_ metric: String) throws -> [Double] {
        try #require(record.timeline.first { $0.entity == entity && $0.metric == metric }).values
      }
      let (eligible, sent) = (try course("eligible"), try course("sent"))
      #expect(eligible == offered?.values)
      #expect(eligible.dropFirst(2).reduce(0, +) == Double(mirror.eligible))
      #expect(sent.dropFirst(2).reduce(0, +) == Double(mirror.sent))
      #expect(zip(sent, eligible).allSatisfy { $0 < $1 })
    }
    #expect(record.mirrors[0].sent > 3 * record.mirrors[1].sent)
  }
}
