import Experiments
import Testing

@Suite("Load and durations")
struct LoadDependenceTests {
  private func request(_ arrival: Int64, _ duration: Int64) -> RecordedRequest {
    RecordedRequest(arrival: arrival, duration: duration, service: 0, shape: 0)
  }

  @Test("how many are in flight is counted at each arrival, which an end at the same time precedes")
  func inFlight() {
    let requests = [
      request(0, 10), request(1, 2), request(2, 100), request(3, 1), request(10, 5), request(103, 0),
      request(103, -1),
    ]
    #expect(LoadDependence.inFlight(requests) == [0, 1, 2, 2, 1, 0, 0])
    #expect(LoadDependence.inFlight([request(.max, .max), request(.max, 5)]).count == 2)
    #expect(LoadDependence.inFlight([]) == [])
  }

  @Test("durations that grow with the load are found to, others not")
  func dependence() throws {
    var found = 0
    for seed in 1...100 as ClosedRange<UInt64> {
      var sample = SyntheticSample(seed: seed)
      let loads = (0..<1_000).map { _ in Int(sample.uniform() * 4) }
      let alike = loads.map { _ in sample.exponential() }
      let grown = loads.map { (1 + Double($0)) * sample.exponential() }
      found += try #require(LoadDependence(durations: alike, inFlight: loads)).isFound ? 1 : 0
      let dependence = try #require(LoadDependence(durations: grown, inFlight: loads))
      #expect(dependence.isFound)
      #expect(dependence.low.median < dependence.high.median)
      #expect(dependence.low.count + dependence.high.count == 1_000)
    }
    // One in a hundred by chance.
    #expect(found <= 5)
  }

  @Test("few requests at high load tell nothing")
  func few() {
    let loads = Array(repeating: 0, count: 100) + Array(repeating: 1, count: 19)
    #expect(LoadDependence(durations: loads.map { _ in 1 }, inFlight: loads) == nil)
    #expect(LoadDependence(durations: [], inFlight: []) == nil)
  }
}
