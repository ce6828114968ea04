/// The views of design section 7: what people and scripts read, times in seconds.
enum Views {
  static let all =
    summary + timeline + exhaustion + mirrorRatio + "CREATE VIEW \(request(from: "request"));\n"
    + "CREATE VIEW \(attempt(from: "attempt"));\n" + checks + histogram

  /// The views of what is concluded from several variants; since schema 3.
  static let decisions = """
    CREATE VIEW v_setting(run, variant, path, value) AS
      SELECT v.run, v.name, s.path, s.value FROM setting s JOIN variant v ON v.id = s.variant
      ORDER BY s.variant, s.number;
    CREATE VIEW v_difference(
      run, variant, metric, labels, unit, better, base, value, difference, relative, low, high, confidence,
      n, narrowing, significant, verdict, headline) AS
      SELECT v.run, v.name, d.metric, d.labels, d.unit, d.better, d.base, d.value, d.difference, d.relative,
        d.low, d.high, d.confidence, d.n, d.narrowing, d.significant, d.verdict,
        d.headline
      FROM difference d JOIN variant v ON v.id = d.variant ORDER BY d.id;
    CREATE VIEW v_rank(run, variant, metric, labels, rank) AS
      SELECT v.run, v.name, k.metric, k.labels, k.rank FROM rank k JOIN variant v ON v.id = k.variant
      ORDER BY k.id;
    CREATE VIEW v_change(run, variant, object, path, at, line, "from", "to") AS
      SELECT v.run, v.name, c.object, c.path, c.at, c.line, c."from", c."to"
      FROM change c JOIN variant v ON v.id = c.variant ORDER BY c.id;
    CREATE VIEW v_search(path, goal, outcome, best, low, high, confidence, reason) AS
      SELECT path, goal, outcome, best, low, high, confidence, reason FROM search;
    CREATE VIEW v_stability(
      run, variant, load, trigger_size, verdict, recovered, n, low, high, recovery_s, sustained_by) AS
      SELECT v.run, v.name, s.load, s.trigger_size, s.verdict, s.recovered, s.n, s.low, s.high, s.recovery_s,
        s.sustained_by
      FROM stability s JOIN variant v ON v.id = s.variant ORDER BY s.id;
    CREATE VIEW v_stability_cut(run, variant, load, trigger_size, loops, recovered, n) AS
      SELECT v.run, v.name, s.load, s.trigger_size, c.loops, c.recovered, c.n
      FROM stability_cut c JOIN variant v ON v.id = c.variant JOIN stability s ON s.id = c.stability
      ORDER BY c.id;

    """

  /// The views of single requests and attempts for one connection, over rows and over what ``BlockTable``
  /// shows; in it they go before those of the same names that the database holds.
  static let withBlocks = """
    CREATE TEMP VIEW \(request(from: "main.request", "unpacked_request"));
    CREATE TEMP VIEW \(attempt(from: "main.attempt", "unpacked_attempt"));
    """

  private static let summary = """
    CREATE VIEW v_summary(run, variant, metric, labels, unit, mean, low, high, n) AS
      SELECT v.run, v.name, s.metric, s.labels, s.unit, s.mean, s.low, s.high, s.n
      FROM summary s JOIN variant v ON v.id = s.variant ORDER BY s.id;

    """

  private static let timeline = """
    CREATE VIEW v_timeline(run, variant, replication, second, entity, metric, value) AS
      SELECT v.run, v.name, r.number, j.key, t.entity, t.metric, CAST(j.value AS REAL)
      FROM timeline t JOIN replication r ON r.id = t.replication JOIN variant v ON v.id = r.variant
        JOIN json_each(t.per_second) j
      WHERE j.value IS NOT NULL;

    """

  private static let exhaustion = """
    CREATE VIEW v_retry_budget_exhaustion(
      run, variant, replication, service, replica, start_s, end_s, denied, allowed, limiting_term) AS
      SELECT v.run, v.name, r.number, s.name, e.replica, e.start_ns / 1e9, e.end_ns / 1e9, e.denied,
        e.allowed, t.name
      FROM episode e JOIN replication r ON r.id = e.replication JOIN variant v ON v.id = r.variant
        LEFT JOIN service s ON s.variant = r.variant AND s.number = e.service
        LEFT JOIN term t ON t.id = e.term
      ORDER BY e.id;

    """

  private static let mirrorRatio = """
    CREATE VIEW v_mirror_ratio(
      run, variant, replication, route, rule, mirror, eligible, mirrored, ratio, expected, low, high,
      verdict) AS
      SELECT v.run, v.name, r.number, m.route, m.rule, m.mirror, m.eligible, m.sent,
        CAST(m.sent AS REAL) / nullif(m.eligible, 0), m.expected, m.low, m.high, m.verdict
      FROM mirror m JOIN replication r ON r.id = m.replication JOIN variant v ON v.id = r.variant
      ORDER BY m.id;

    """

  private static func request(from tables: String...) -> String {
    """
    v_request(
      run, variant, replication, request, traffic, arrival_s, method, host, path, route, rule, service,
      replica, attempts, status, fate, response_s) AS
    """
      + union(tables) { table in
        """

          SELECT v.run, v.name, r.number, q.request, p.traffic, q.arrival_ns / 1e9, p.method, p.host, p.path,
            p.route, p.rule, s.name, q.replica, q.attempts, q.status, f.name, q.response_ns / 1e9
          FROM \(table) q JOIN replication r ON r.id = q.replication JOIN variant v ON v.id = r.variant
            LEFT JOIN shape p ON p.variant = r.variant AND p.number = q.shape
            LEFT JOIN service s ON s.variant = r.variant AND s.number = q.service
            LEFT JOIN fate f ON f.id = q.fate
        """
      }
  }

  private static func attempt(from tables: String...) -> String {
    """
    v_attempt(
      run, variant, replication, request, attempt, parent_attempt, service, endpoint, start_s, waiting_s,
      service_s, end_s, status, outcome, denial) AS
    """
      + union(tables) { table in
        """

          SELECT v.run, v.name, r.number, a.request, a.attempt, a.parent, s.name, a.endpoint,
            a.start_ns / 1e9, a.waiting_ns / 1e9, a.service_ns / 1e9, a.end_ns / 1e9, a.status, o.name,
            CASE WHEN a.denied_term IS NOT NULL THEN json_object(
              'retries', a.denied_retries, 'requests', a.denied_requests, 'limit', a.denied_limit,
              'minimumRetries', a.denied_minimum_retries, 'minimumLimit', a.denied_minimum_limit,
              'term', t.name) END
          FROM \(table) a JOIN replication r ON r.id = a.replication JOIN variant v ON v.id = r.variant
            LEFT JOIN service s ON s.variant = r.variant AND s.number = a.service
            LEFT JOIN outcome o ON o.id = a.outcome
            LEFT JOIN term t ON t.id = a.denied_term
        """
      }
  }

  // A selection per table rather than one from all: so each is planned for its table.
  private static func union(_ tables: [String], _ selection: (String) -> String) -> String {
    tables.map(selection).joined(separator: "\n  UNION ALL")
  }

  private static let checks = """
    CREATE VIEW v_checks(run, variant, "check", verdict, estimate, low, high, "limit") AS
      SELECT v.run, v.name, c."check", c.verdict, c.estimate, c.low, c.high, c."limit"
      FROM assertion c JOIN variant v ON v.id = c.variant ORDER BY c.id;

    """

  private static let histogram = """
    CREATE VIEW v_histogram(run, variant, replication, metric, labels, lower_s, upper_s, count) AS
      SELECT v.run, v.name, r.number, h.metric, h.labels, json_extract(j.value, '$[0]') / 1e9,
        json_extract(j.value, '$[1]') / 1e9, json_extract(j.value, '$[2]')
      FROM histogram h JOIN replication r ON r.id = h.replication JOIN variant v ON v.id = r.variant
        JOIN json_each(h.buckets) j;

    """
}
