import Records

/// The table of response times over time, and its view; since schema 4.
enum ResponseWindowTable {
  // A bucket is `[index, count, failures]` without what is usual, a count of 1 and no failures; its index is counted from `first`. Its
  // bounds follow from its index as in `ResponseWindow.Bucket`, and would take two thirds of the space.
  static let creation = """
    CREATE TABLE response_window(
      id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, second INTEGER NOT NULL, seconds INTEGER NOT NULL,
      first INTEGER NOT NULL, buckets TEXT NOT NULL);
    CREATE VIEW v_response_window(
      run, variant, replication, second, seconds, lower_s, upper_s, count, successes) AS
      SELECT run, variant, replication, second, seconds, \(lowerBound(of: "bucket")) / 1e9,
        (\(lowerBound(of: "(bucket + 1)")) - 1) / 1e9, count, count - failures
      FROM (
        SELECT v.run, v.name AS variant, r.number AS replication, w.second, w.seconds,
          w.first + json_extract(j.value, '$[0]') AS bucket, ifnull(json_extract(j.value, '$[1]'), 1) AS count,
          ifnull(json_extract(j.value, '$[2]'), 0) AS failures
        FROM response_window w JOIN replication r ON r.id = w.replication
          JOIN variant v ON v.id = r.variant JOIN json_each(w.buckets) j);

    """

  private static func lowerBound(of bucket: String) -> String {
    "(iif(\(bucket) < 16, \(bucket), (16 + \(bucket) % 16) << (\(bucket) / 16 - 1)) << 6)"
  }

  /// The values of a window's row after its key and its replication.
  static func values(of window: ResponseWindow) -> [SQLValue] {
    let first = window.buckets.first?.index ?? 0
    let buckets = window.buckets.map { bucket in
      let failures = bucket.count - min(bucket.count, bucket.successes)
      let numbers = [UInt64(bucket.index - first), bucket.count, failures]
      let stored = failures > 0 ? 3 : bucket.count > 1 ? 2 : 1
      return "[" + numbers.prefix(stored).map(String.init).joined(separator: ",") + "]"
    }
    return [
      SQLValue(window.second), SQLValue(window.seconds), SQLValue(first),
      .text("[" + buckets.joined(separator: ",") + "]"),
    ]
  }

  /// The windows whose keys lie between two; none where the database is of a schema without the table.
  static func windows(
    between keys: [SQLValue], in database: ResultsDatabase
  ) throws(ResultsError) -> [ResponseWindow] {
    let tables = try database.rows(
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'response_window'")
    guard !tables.isEmpty else { return [] }
    let rows = try database.rows(
      "SELECT second, seconds, first, buckets FROM response_window WHERE id BETWEEN ? AND ? ORDER BY id", keys
    )
    var windows: [ResponseWindow] = []
    for row in rows {
      let (second, seconds) = (try row.int(0), try row.int(1))
      guard times.contains(second) else { throw row.damaged(0, "a second") }
      guard seconds > 0, times.contains(seconds) else { throw row.damaged(1, "a length in seconds") }
      guard let buckets = buckets(try row.text(3), from: try row.int(2)) else {
        throw row.damaged(3, "buckets")
      }
      windows.append(ResponseWindow(second: second, seconds: seconds, buckets: buckets))
    }
    return windows
  }

  /// Seconds and counts that no run exceeds, and whose sums and products nothing overflows.
  private static let times = 0...Int(UInt32.max)
  private static let mostAnswers: UInt64 = 1 << 40

  /// Reads the buckets of a row; nil where they are something else.
  ///
  /// Tens of thousands of windows are read for one picture, for which a parser of any JSON is too slow.
  private static func buckets(_ text: String, from first: Int) -> [ResponseWindow.Bucket]? {
    let places = 0...ResponseWindow.Bucket.lastIndex
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    var buckets: [ResponseWindow.Bucket] = []
    for part in text.utf8.dropFirst().dropLast().split(separator: UInt8(ascii: "]")) {
      let numbers = part.drop { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "[") }
        .split(separator: UInt8(ascii: ","))
        .map { UInt64(Substring($0)) }
      guard (1...3).contains(numbers.count), let place = numbers[0].flatMap(Int.init(exactly:)),
        places.contains(first), places.contains(place), places.contains(first + place),
        let count = numbers.count > 1 ? numbers[1] : 1, count <= mostAnswers,
        let failures = numbers.count == 3 ? numbers[2] : 0, failures <= count
      else { return nil }
      buckets.append(.init(index: first + place, count: count, successes: count - failures))
    }
    return buckets
  }
}
