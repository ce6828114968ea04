import Results

/// What happened over time in a run as rows of bars, all of one scale: the load, goodput, failures and retries, and beneath them when there
/// were faults.
struct CoursePicture {
  /// What it is drawn from.
  static let metrics: Set<String> = ["offered", "answered", "goodput", "retries"]
  private static let width = Paragraph.width - Paragraph.margin
  /// Seconds that a column may stand for, if it is less than a minute.
  private static let steps = [1, 2, 3, 5, 10, 15, 20, 30]

  private let run: StoredRun
  private let course: RunCourse

  init(of run: StoredRun, _ course: RunCourse) {
    self.run = run
    self.course = course
  }

  /// The rows under their headings, and what a column and a bar are; none where there are no two seconds.
  var lines: [String] {
    guard let offered = course.total("traffic/", "offered"), offered.count > 1 else { return [] }
    let goodput = course.total("traffic/", "goodput") ?? []
    let failed = zip(course.total("traffic/", "answered") ?? [], goodput).map { max(0, $0 - $1) }
    let step = Self.step(of: offered.count)
    let rows = [
      ("Offered", offered), ("Goodput", goodput), ("Failed", failed),
      ("Retries", course.total("service/", "retries") ?? []),
    ].map { (heading: $0, columns: Self.columns($1, step)) }
    let largest = rows.flatMap(\.columns).filter(\.isFinite).max() ?? 0
    // Load and goodput are there even if they are nothing.
    let shown = rows.enumerated().filter { $0 < 2 || $1.columns.contains { $0 > 0 } }.map(\.element)
    return shown.map { Self.line($0.heading, Sparkline.text($0.columns, largest: largest)) }
      + faults(columns: rows[0].columns.count, step)
      + Paragraph.lines("", legend(step: step, seconds: offered.count, largest))
  }

  private static func line(_ heading: String, _ row: String) -> String {
    Printable.padded(heading, to: Paragraph.margin) + row
  }

  /// The fewest seconds a column with which so many seconds fit.
  private static func step(of seconds: Int) -> Int {
    let least = (seconds + width - 1) / width
    return steps.first { $0 >= least } ?? (least + 59) / 60 * 60
  }

  /// The mean of each column's seconds.
  private static func columns(_ values: [Double], _ step: Int) -> [Double] {
    stride(from: 0, to: values.count, by: step).map { start in
      let known = values[start..<min(start + step, values.count)].filter(\.isFinite)
      return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
    }
  }

  /// A line under the columns in which there was any fault.
  private func faults(columns: Int, _ step: Int) -> [String] {
    let length = Int64(step) * 1_000_000_000
    let faults = run.replications.first?.faults ?? []
    guard !faults.isEmpty else { return [] }
    var row = (0..<columns).map { column in
      let start = Int64(column) * length
      return faults.contains { $0.start < start + length && $0.end > start } ? "━" : " "
    }
    while row.last == " " { row.removeLast() }
    return [Self.line("Faults", row.joined())]
  }

  private func legend(step: Int, seconds: Int, _ largest: Double) -> String {
    let warmUp = run.run.warmUp
    let length = Figure.duration(Int64(seconds) * 1_000_000_000)
    return length + (warmUp > 0 ? ", \(Figure.duration(warmUp)) of it warm-up" : "")
      + "; a column is \(Figure.duration(Int64(step) * 1_000_000_000)), "
      + "a whole bar \(Figure(for: largest, metric: "offered_rate").text(largest))"
      + (run.replications.count > 1 ? " (means)" : "")
  }
}

extension RunCourse {
  /// Reads what the picture of a run on a terminal is drawn from, and no more.
  public init(picturing run: StoredRun, in reader: ResultsReader) throws(ResultsError) {
    self.init()
    for replication in run.replications {
      add(try reader.timeline(replication: replication.number, metrics: CoursePicture.metrics), [])
    }
  }
}
