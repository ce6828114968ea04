import Reports
import Results
import Testing

@Suite("The picture of a run over time")
struct CoursePictureTests {
  static func series(_ entity: String, _ metric: String, _ values: [Double]) -> TimelineSeries {
    TimelineSeries(entity: entity, metric: metric, values: values)
  }

  /// 330 seconds of two sources; from 60 to 70 s half of it fails and is retried.
  static let course: RunCourse = {
    let failing = (0..<330).map { (60..<70).contains($0) ? 1.0 : 0 }
    var course = RunCourse()
    course.add(
      [
        series("traffic/a", "offered", failing.map { _ in 300 }),
        series("traffic/b", "offered", failing.map { _ in 100 }),
        series("traffic/a", "answered", failing.map { _ in 300 }),
        series("traffic/b", "answered", failing.map { _ in 100 }),
        series("traffic/a", "goodput", failing.map { 300 - 200 * $0 }),
        series("traffic/b", "goodput", failing.map { _ in 100 }),
        series("service/shop/a", "retries", failing.map { 100 * $0 }),
        // A gateway's are the same requests again.
        series("gateway/shop/edge", "offered", failing.map { _ in 400 }),
      ], [])
    return course
  }()

  private static func lines(_ run: StoredRun, _ course: RunCourse) -> [String] {
    let text = TerminalReport.text(of: run, course: course)
    let lines = text.split(separator: "\n").map(String.init).dropFirst()
    return Array(lines.prefix { !$0.hasPrefix("Requests") })
  }

  @Test("has load, goodput, failures and retries on one scale, and the faults beneath, after the verdict")
  func picture() throws {
    let text = TerminalReport.text(of: Fixture.quickstart, course: Self.course)
    try expectGolden(text, "course.txt")
    let lines = Self.lines(Fixture.quickstart, Self.course)
    #expect(
      lines.map { String($0.prefix { $0 != " " }) } == [
        "Offered", "Goodput", "Failed", "Retries", "Faults", "",
      ])
    // 5 s a column, so that 330 s take 66 columns; those of the fault are the 13th and 14th.
    let columns = lines.map { Array($0.dropFirst(10)) }
    #expect(columns[0].count == 66 && columns[0].allSatisfy { $0 == "█" })
    for (row, bars) in [(1, "████▄▄██"), (2, "··▄▄··"), (3, "··▂▂··")] {
      #expect(String(columns[row]).contains(bars))
    }
    #expect(String(columns[4]) == String(repeating: " ", count: 12) + "━━")
    #expect(lines[5].hasSuffix("5m30s, 30s of it warm-up; a column is 5s, a whole bar 400/s (means)"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("is left out where there are no pictures, and where nothing was recorded")
  func none() {
    let without = TerminalReport.text(of: Fixture.quickstart)
    #expect(
      TerminalReport.text(of: Fixture.quickstart, .page(hasPictures: false), course: Self.course) == without)
    #expect(TerminalReport.text(of: Fixture.quickstart, course: RunCourse()) == without)
  }

  @Test(
    "has no rows of what never happened, dots where it did not, and fits however long the run is",
    arguments: [2, 70, 71, 4200, 4201, 90_000])
  func lengths(seconds: Int) {
    var course = RunCourse()
    course.add([Self.series("traffic/a", "offered", Array(repeating: 5, count: seconds))], [])
    course.add([Self.series("traffic/a", "goodput", Array(repeating: 0, count: seconds))], [])
    var run = Fixture.quickstart
    for index in run.replications.indices { run.replications[index].faults = [] }
    let lines = Self.lines(run, course)
    #expect(lines.map { String($0.prefix { $0 != " " }) } == ["Offered", "Goodput", ""])
    #expect(lines[0].dropFirst(10).allSatisfy { $0 == "█" })
    #expect(lines[1].dropFirst(10).allSatisfy { $0 == "·" })
    #expect((11...80).contains(lines[0].count) && lines.allSatisfy { $0.count <= 80 })
  }
}
