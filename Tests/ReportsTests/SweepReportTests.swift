import Reports
import Results
import Testing

@Suite("Reports of sweeps")
struct SweepReportTests {
  /// A point with a success ratio and a response time, each with half of its interval's width.
  static func point(
    _ settings: [(String, String)], success: Double?, p99: Double?, half: Double = 0,
    verdict: Verdict = .pass, status: StoredRun.Status = .complete
  ) -> StoredRun {
    var record = RunRecord(
      scenario: "shop", seed: 42, replications: 3, warmUp: 0, duration: 300_000_000_000,
      dataPlane: "gateway-api", gatewayReplicas: 2, version: "0.1.0")
    record.command = .sweep
    record.settings = settings.map { Setting(path: $0.0, value: $0.1) }
    var point = StoredRun(database: "results/shop-sweep.sqlite", status: status, run: record)
    guard let success else { return point }
    for number in 0..<3 {
      var replication = StoredRun.Replication(number: number)
      replication.conservation = Conservation(offered: 10, answered: 10, unanswered: 0)
      point.replications.append(replication)
    }
    point.summaries = [
      Fixture.summary("success_ratio", .none, success, half),
      Fixture.summary("response_time_p99", .none, p99, p99.map { $0 * 0.02 }),
    ]
    point.checks = [
      CheckResult(
        check: "success_ratio >= 99%", verdict: verdict, estimate: success, low: nil, high: nil, limit: 0.99)
    ]
    return point
  }

  static let percent = "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent"
  static let replicas = "spec.dataPlane.replicas"

  /// Two paths with six combinations.
  static var grid: StoredStudy {
    let values: [(String, String, Double, Double, Verdict)] = [
      ("5", "1", 0.953, 0.120, .fail), ("5", "20", 0.984, 0.150, .inconclusive),
      ("10", "1", 0.991, 0.180, .pass), ("10", "20", 0.9915, 0.300, .pass),
      ("20", "1", 0.972, 0.900, .fail), ("20", "20", 0.912, 2.400, .fail),
    ]
    return StoredStudy(
      database: "results/shop-sweep.sqlite",
      variants: values.map { value in
        point(
          [(percent, value.0), (replicas, value.1)], success: value.2, p99: value.3, half: 0.001,
          verdict: value.4)
      })
  }

  @Test("a grid of two paths: the table with the front, and a map of each metric")
  func table() throws {
    let report = SweepReport(Self.grid, showsFront: true)
    try expectGolden(report.table(), "sweep.txt")
    try expectGolden(report.markdown(), "sweep.md")
    try expectGolden(report.json(), "sweep.json")
  }

  @Test("one path has bars, a hypercube neither bars nor maps")
  func shapes() {
    let one = StoredStudy(
      database: "",
      variants: [
        Self.point([(Self.replicas, "1")], success: 0.9, p99: 0.1),
        Self.point([(Self.replicas, "2")], success: 0.95, p99: 0.2),
        Self.point([(Self.replicas, "3")], success: 1, p99: 0.3),
      ])
    let bars = SweepReport(one, metrics: [MetricKey("success_ratio")]).table()
    #expect(bars.contains("success_ratio, from 90.00 % to 100.00 %, higher is better, by replicas\n"))
    #expect(bars.contains("  1   90.00 %  ▏\n"))
    #expect(bars.contains("  2   95.00 %  ▏███████████████\n"))
    #expect(bars.contains("  3  100.00 %  ▏██████████████████████████████\n"))
    let scattered = StoredStudy(
      database: "",
      variants: [
        Self.point([(Self.percent, "5"), (Self.replicas, "1")], success: 0.9, p99: 0.1),
        Self.point([(Self.percent, "9"), (Self.replicas, "2")], success: 0.95, p99: 0.2),
      ])
    let text = SweepReport(scattered).table()
    #expect(text.hasPrefix("DONE shop: 2 points of percent, replicas, a Latin hypercube\n"))
    #expect(!text.contains("█"))
    #expect(!text.contains("from 90"))
  }

  @Test("of three paths there is a map for each value of the third, if they are few")
  func threePaths() {
    func study(_ thirds: Int) -> StoredStudy {
      StoredStudy(
        database: "",
        variants: (0..<(4 * thirds)).map { job in
          Self.point(
            [
              (Self.percent, "\(job / thirds / 2)"), (Self.replicas, "\(job / thirds % 2)"),
              ("spec.seed", "\(job % thirds)"),
            ], success: 0.9 + Double(job) / 1000, p99: 0.1)
        })
    }
    let few = SweepReport(study(3), metrics: [MetricKey("success_ratio")]).table()
    #expect(few.components(separatedBy: "percent \\ replicas").count == 4)
    #expect(few.contains(", at seed=2\n"))
    // The cell of percent=1, replicas=0 at seed=2 is job 8.
    let map = few.components(separatedBy: ", at seed=2\n")[1].split(separator: "\n")
    #expect(map[2].contains("90.80 %"), "\(map)")
    #expect(!SweepReport(study(5)).table().contains("percent \\ replicas"))
  }

  @Test("a partial sweep says how many points are missing, and has no numbers for them")
  func partial() {
    let study = StoredStudy(
      database: "",
      variants: [
        Self.point([(Self.replicas, "1")], success: 0.9, p99: nil, status: .partial),
        Self.point([(Self.replicas, "2")], success: nil, p99: nil, status: .partial),
      ])
    let text = SweepReport(study).table()
    #expect(text.contains("! partial: 1 of 2 points are missing\n"))
    #expect(text.contains("\n       2              -                  -  0  -\n"), "\(text)")
    #expect(SweepReport(study).json().contains(#""partial": true"#))
  }

  @Test("what a scenario calls things cannot end a table or start an escape sequence")
  func hostileNames() {
    let study = StoredStudy(
      database: "",
      variants: [
        Self.point([("spec.a|b", "\u{1B}[31m|x")], success: 0.9, p99: 0.1),
        Self.point([("spec.a|b", "````")], success: 0.95, p99: 0.1),
      ])
    let report = SweepReport(study)
    #expect(!report.table().contains("\u{1B}"))
    let markdown = report.markdown()
    #expect(!markdown.contains("\u{1B}"))
    #expect(markdown.split(separator: "\n").filter { $0.hasPrefix("````") }.count == 2)
  }
}

@Suite("The Pareto front")
struct ParetoFrontTests {
  private static func marks(_ points: [(success: Double?, p99: Double?)], half: Double = 0) -> [String] {
    let study = StoredStudy(
      database: "",
      variants: points.enumerated().map { index, point in
        SweepReportTests.point(
          [("spec.seed", "\(index)")], success: point.success, p99: point.p99, half: half)
      })
    let lines = SweepReport(study, showsFront: true).table().split(separator: "\n")
    let rows = lines.drop { !$0.contains("front") }.dropFirst().prefix(points.count)
    return rows.map { $0.hasSuffix("*") ? "*" : $0.hasSuffix("~") ? "~" : "-" }
  }

  @Test("a point is on it unless another is as good in every metric and better in one")
  func front() {
    #expect(Self.marks([(0.9, 0.1), (0.95, 0.2), (0.94, 0.3), (0.9, 0.1)]) == ["*", "*", "-", "*"])
  }

  @Test("a point that is worse only within the intervals is marked apart")
  func near() {
    // Success 0.95 ± 0.01 and 0.945 ± 0.01 overlap, and so do the response times ± 2 %.
    #expect(Self.marks([(0.95, 0.1), (0.945, 0.101)], half: 0.01) == ["*", "~"])
    // The response times differ beyond their intervals.
    #expect(Self.marks([(0.95, 0.1), (0.945, 0.2)], half: 0.01) == ["*", "-"])
  }

  @Test("a point without a value is not on it")
  func unknown() {
    #expect(Self.marks([(0.9, nil), (0.8, 0.2), (nil, nil)]) == ["-", "*", "-"])
  }

  private func dominates(
    _ left: (success: Double?, p99: Double?), _ right: (success: Double?, p99: Double?)
  ) -> Bool {
    guard let first = left.success, let second = right.success, let fast = left.p99, let slow = right.p99
    else { return false }
    return first >= second && fast <= slow && (first > second || fast < slow)
  }

  @Test("it is the front of the definition, over points of three values a metric")
  func definition() {
    let values = [0.1, 0.2, 0.3]
    let points = (0..<27).map { index -> (success: Double?, p99: Double?) in
      (values[(index * 7 + index / 9) % 3], values[index / 3 % 3])
    }
    let expected = points.map { point in
      !points.contains { other in dominates(other, point) }
    }
    #expect(Self.marks(points).map { $0 == "*" } == expected)
  }
}
