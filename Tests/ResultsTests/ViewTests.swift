import Foundation
import Results
import Testing

@Suite("The views, which others build on")
struct ViewTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("x.sqlite")
    try Fixture.write(to: path)
  }

  @Test(
    "a view has the columns of the contract, in its order",
    arguments: [
      ("v_summary", "run, variant, metric, labels, unit, mean, low, high, n"),
      ("v_timeline", "run, variant, replication, second, entity, metric, value"),
      (
        "v_retry_budget_exhaustion",
        "run, variant, replication, service, replica, start_s, end_s, denied, allowed, limiting_term"
      ),
      (
        "v_mirror_ratio",
        "run, variant, replication, route, rule, mirror, eligible, mirrored, ratio, expected, low, high, verdict"
      ),
      (
        "v_request",
        """
        run, variant, replication, request, traffic, arrival_s, method, host, path, route, rule, service, \
        replica, attempts, status, fate, response_s
        """
      ),
      (
        "v_attempt",
        """
        run, variant, replication, request, attempt, parent_attempt, service, endpoint, start_s, waiting_s, \
        service_s, end_s, status, outcome, denial
        """
      ),
      (
        "v_response_window",
        "run, variant, replication, second, seconds, lower_s, upper_s, count, successes"
      ),
      ("v_checks", "run, variant, check, verdict, estimate, low, high, limit"),
    ])
  func contract(view: String, names: String) throws {
    #expect(try columns(path, "SELECT * FROM \(view)").joined(separator: ", ") == names)
  }

  @Test("v_response_window gives the bounds of each bucket, and the answers and successes in it")
  func responseWindows() throws {
    #expect(
      try rows(path, "SELECT * FROM v_response_window WHERE replication = 1 AND second < 4") == [
        "1|base|1|0|2|1.92e-07|2.55e-07|2|2", "1|base|1|0|2|4.48e-07|5.11e-07|1|1",
        "1|base|1|0|2|5.12e-07|5.75e-07|1|0", "1|base|1|0|2|0.00786432|0.008126463|5|4",
      ])
    let bounds = (0..<ResponseWindow.Bucket.lastIndex).map {
      ResponseWindow.Bucket(index: $0, count: 1, successes: 1)
    }
    let writer = try ResultsWriter(path: folder.file("w.sqlite"), run: Fixture.run)
    var record = ReplicationRecord(replication: 0)
    record.responseWindows = [ResponseWindow(second: 0, seconds: 1, buckets: bounds)]
    try writer.finish(record)
    try writer.complete([Conclusion()])
    #expect(
      try rows(folder.file("w.sqlite"), "SELECT lower_s, upper_s FROM v_response_window")
        == bounds.map { "\(Double($0.lower) / 1e9)|\(Double($0.upper) / 1e9)" })
  }

  @Test("v_summary gives the intervals with sorted labels and units")
  func summary() throws {
    #expect(
      try rows(path, "SELECT * FROM v_summary LIMIT 3") == [
        "1|base|requests|{}|count|100.5|94.1|106.9|2",
        #"1|base|success_ratio|{"traffic":"shoppers"}|ratio|0.27|null|null|1"#,
        "1|base|response_time_p999|{}|seconds|null|null|null|0",
      ])
    #expect(
      try rows(path, "SELECT metric FROM sample WHERE json_extract(labels, '$.fate') = 'ok-first-try'").count
        == 2)
  }

  @Test("v_timeline has a row for every second that has a value")
  func timeline() throws {
    #expect(
      try rows(path, "SELECT * FROM v_timeline WHERE replication = 1") == [
        "1|base|1|0|traffic/shoppers|offered|100.0", "1|base|1|1|traffic/shoppers|offered|0.0",
        "1|base|1|3|traffic/shoppers|offered|0.1",
        "1|base|1|0|service/shop/checkout|queue_length_mean|0.3333333333333333",
        "1|base|1|1|service/shop/checkout|queue_length_mean|2e-07",
      ])
  }

  @Test("v_retry_budget_exhaustion names service and term, with times in seconds")
  func exhaustion() throws {
    #expect(
      try rows(path, "SELECT * FROM v_retry_budget_exhaustion") == [
        "1|base|0|shop/checkout|1|1.2|2.900000001|7|3|percent",
        "1|base|1|shop/checkout|1|1.2|2.900000002|7|3|percent",
      ])
  }

  @Test("v_mirror_ratio divides, and has no ratio of nothing")
  func mirrorRatio() throws {
    let mirror = Fixture.hostile
    #expect(
      try rows(path, "SELECT * FROM v_mirror_ratio WHERE replication = 1") == [
        "1|base|1|shop/front|0|shop/front-v2|1000|421|0.421|0.42|0.371|0.471|pass",
        "1|base|1|shop/front|1|\(mirror)|0|0|null|0.005|0.0|1.0|inconclusive",
      ])
  }

  @Test("v_request and v_attempt resolve names, and say null where there is nothing")
  func requestsAndAttempts() throws {
    let name = Fixture.hostile
    #expect(
      try rows(path, "SELECT * FROM v_request WHERE replication = 0 AND request IN (2, 3, 39)") == [
        "1|base|0|2|shoppers|0.05|GET|shop.example|/|shop/front|0|shop/checkout|0|1|200|ok-first-try|0.0125",
        "1|base|0|3|\(name)|0.075|POST|\(name)|\(name)|null|null|null|1|1|503|budget-exhausted|0.0125",
        "1|base|0|39|shoppers|0.975|GET|shop.example|/|shop/front|0|shop/checkout|1|1|200|ok-first-try|null",
      ])
    #expect(
      try rows(path, "SELECT * FROM v_attempt WHERE replication = 0 AND request IN (2, 3)") == [
        "1|base|0|2|1|null|shop/checkout|2|0.05|0.0005|0.012|0.0625|200|success|null",
        """
        1|base|0|3|1|null|shop/checkout|null|0.075|null|null|0.0875|null|reset|\
        {"retries":20,"requests":100,"limit":20,"minimumRetries":3,"minimumLimit":3,"term":"percent"}
        """,
      ])
  }

  @Test(
    "a request and its attempts are found by their index, not by reading all",
    arguments: ["request", "attempt"])
  func index(table: String) throws {
    let plan = try rows(
      path, "EXPLAIN QUERY PLAN SELECT * FROM v_\(table) WHERE replication = 1 AND request = 7")
    #expect(plan.contains { $0.contains("(replication=? AND request=?)") }, "\(plan)")
  }

  @Test("v_checks gives every verdict with its numbers")
  func checks() throws {
    #expect(
      try rows(path, "SELECT * FROM v_checks").first
        == "1|base|success_ratio >= 99.9%|fail|0.27|null|null|0.999")
  }

  @Test("v_histogram gives the buckets in seconds")
  func histogram() throws {
    #expect(
      try rows(path, "SELECT * FROM v_histogram WHERE replication = 0") == [
        #"1|base|0|response_time|{"route":"shop/front"}|0.001|0.001007999|3"#,
        #"1|base|0|response_time|{"route":"shop/front"}|5.0|5.039999999|1099511627776"#,
      ])
  }
}
