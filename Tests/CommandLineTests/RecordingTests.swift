import Foundation
import Testing

@Suite("Recording as rows and as blocks")
struct RecordingTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(Self.world.text, to: "world.yaml")
  }

  /// Retries, of which a budget denies some; timeouts; a mirror with its copies; full queues; and a black hole
  /// in the last second, which leaves requests of the route without a timeout unanswered.
  private static var world: ScenarioText {
    var scenario = ScenarioText(duration: "15s", replications: "3")
    scenario.traffic = """
          - name: shoppers
            arrivals: {poisson: {rate: 400/s}}
            requests: [{host: shop.example, path: /cart}, {host: shop.example, path: /patient, weight: 2}]
      """
    scenario.services = """
          - {name: shop/cart, endpoints: 3, concurrency: 2, queue: 6, serviceTime: {exponential: {mean: 10ms}},
             failures: {rate: 10%, status: 503}}
          - {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}
      """
    scenario.more = """
        dataPlane: {kind: gateway-api, replicas: 2}
        faults:
          - {name: errors, target: {service: shop/cart}, at: 4s, for: 3s, errors: {rate: 70%, status: 503}}
          - {name: hole, target: {service: shop/cart}, at: 14s, for: 200s, blackhole: true}
      """
    scenario.route = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [shop.example]
        rules:
          - matches: [{path: {type: PathPrefix, value: /patient}}]
            backendRefs: [{name: cart, port: 80}]
          - timeouts: {request: 500ms, backendRequest: 60ms}
            retry: {attempts: 3, codes: [503, 504], backoff: 5ms}
            filters:
              - type: RequestMirror
                requestMirror: {backendRef: {name: next, port: 80}, percent: 42}
            backendRefs: [{name: cart, port: 80}]
      """
    return scenario
  }

  private func run(_ which: String, jobs: Int) async throws -> String {
    let database = "\(which)-\(jobs).sqlite"
    let ending = try await weir.run(
      "run", "world.yaml", "--record", "requests=\(which)", "--jobs", "\(jobs)", "--db", database)
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    return database
  }

  private func ask(_ database: String, _ sql: String) async throws -> String {
    let ending = try await weir.run("query", database, "-o", "csv", sql)
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    return ending.stdout
  }

  @Test(
    "every request and every attempt is the same to weir query, recorded as rows or as blocks, on one core or two"
  )
  func same() async throws {
    let requests = "SELECT * FROM v_request ORDER BY replication, request"
    let attempts = "SELECT * FROM v_attempt ORDER BY replication, request, attempt"
    let rows = try await run("all", jobs: 1)
    let expected = (try await ask(rows, requests), try await ask(rows, attempts))
    for database in [try await run("blocks", jobs: 1), try await run("blocks", jobs: 2)] {
      #expect(try await ask(database, requests) == expected.0, "\(database)")
      #expect(try await ask(database, attempts) == expected.1, "\(database)")
    }
    // The world has what makes rows differ.
    let kinds = try await ask(
      rows,
      """
      SELECT count(DISTINCT replication), count(DISTINCT replica), sum(attempts > 2) > 0, sum(status IS NULL) > 0,
        count(DISTINCT fate) FROM v_request
      """)
    #expect(kinds.hasSuffix("\r\n3,2,1,1,7\r\n"), "\(kinds)")
    let outcomes = try await ask(
      rows,
      "SELECT sum(denial IS NOT NULL) > 0, sum(waiting_s > 0) > 0, count(DISTINCT outcome) FROM v_attempt")
    #expect(outcomes.hasSuffix("\r\n1,1,5\r\n"), "\(outcomes)")
  }

  @Test(
    "blocks take less than a third of the space of rows, and are the same bytes whatever the number of cores")
  func space() async throws {
    let none = try size(try await run("none", jobs: 1))
    let rows = try size(try await run("all", jobs: 1))
    let blocks = try await run("blocks", jobs: 1)
    #expect((try size(blocks) - none) * 3 < rows - none)
    let all = "SELECT * FROM request_block UNION ALL SELECT * FROM attempt_block"
    #expect(try await ask(try await run("blocks", jobs: 2), all) == ask(blocks, all))
  }

  @Test(
    "a damaged block is an error that says where, and other queries go on", .enabled(if: Self.sqlite3 != nil))
  func damaged() async throws {
    let database = try await run("blocks", jobs: 2)
    let sqlite3 = try #require(Self.sqlite3)
    let edit = "update request_block set data = substr(data, 1, 5000) where id = 68719476736"
    #expect(try await weir.start([database, edit], executable: sqlite3).ending().exitCode == 0)
    let ending = try await weir.run("query", database, "select count(*) from v_request")
    #expect(ending.exitCode == 65)
    #expect(ending.stdout == "")
    #expect(
      ending.stderr.contains(
        "\(database): it is damaged: table request_block, rowid 68719476736: its columns take"),
      "\(ending.stderr)")
    #expect(
      try await ask(database, "select count(*) > 0 from v_request where replication = 0").hasSuffix("1\r\n"))
    #expect(try await ask(database, "select count(*) > 0 from v_attempt").hasSuffix("1\r\n"))
  }

  @Test("the sqlite3 of the system sees the blocks and no rows", .enabled(if: Self.sqlite3 != nil))
  func stock() async throws {
    let database = try await run("blocks", jobs: 1)
    let sqlite3 = try #require(Self.sqlite3)
    let query =
      "select count(*) from v_request; select count(*) > 2 from request_block; pragma integrity_check"
    let ending = try await weir.start([database, query], executable: sqlite3).ending()
    #expect(ending.stdout == "0\n1\nok\n")
  }

  private func size(_ database: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: database))
    return try #require(attributes[.size] as? Int)
  }

  private static let sqlite3 = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(fileURLWithPath: $0) }
}
