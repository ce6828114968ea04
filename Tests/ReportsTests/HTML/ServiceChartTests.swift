import Reports
import Results
import Testing

@Suite("The charts of services")
struct ServiceChartTests {
  private static let service = "shop/checkout"

  /// The page of a run without warm-up whose service had a utilisation, and these series.
  private func page(utilization: Double, _ series: [String: [Double]]) -> HTMLReport {
    var record = Fixture.quickstart.run
    record.warmUp = 0
    record.services = [Self.service]
    var run = StoredRun(database: "", status: .complete, run: record)
    run.summaries = [
      Summary(
        name: "utilization", labels: ["service": Self.service], mean: utilization, low: nil, high: nil,
        confidence: 0.95, n: 1)
    ]
    var course = RunCourse()
    course.add(
      series.sorted { $0.key < $1.key }.map {
        TimelineSeries(entity: "service/\(Self.service)", metric: $0.key, values: $0.value)
      }, [])
    return HTMLReport.run(run, course: course)
  }

  @Test("have the busy share of all slots, whose number follows from what was measured")
  func fixed() throws {
    let svg = try #require(page(utilization: 0.5, ["busy_mean": [1, 3]]).svg(of: "utilization"))
    #expect(svg.contains("At most: shop/checkout 75.00 %."))
  }

  @Test("have the busy share of the slots that are ready where an autoscaler adds some")
  func autoscaled() throws {
    // 4 slots an endpoint; for a second the autoscaler wants two, but one is ready.
    let series: [String: [Double]] = [
      "busy_mean": [2, 4, 4], "endpoints": [1, 2, 2], "endpoints_ready": [1, 1, 2],
    ]
    let svg = try #require(page(utilization: 0.5, series).svg(of: "utilization"))
    #expect(svg.contains("At most: shop/checkout 100.00 %."))
  }

  @Test("add up what is sent, and leave out seconds that a part of it does not have")
  func attempts() throws {
    let svg = try #require(
      page(utilization: 0.5, ["first_attempts": [5, 6, 9], "retries": [1, 2]]).svg(of: "attempts"))
    #expect(svg.contains("At most: shop/checkout 8.00/s."))
  }
}
