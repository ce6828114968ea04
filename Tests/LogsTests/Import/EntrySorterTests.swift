import Engine
import Logs
import Testing

@Suite("Sorting an import")
struct EntrySorterTests {
  private func entries(_ count: Int, times: UInt64, seed: UInt64) -> [LogEntry] {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 1).draws(0)
    return (0..<count).map { number in
      LogEntry(
        arrival: Int64(draws.below(times)), place: LogPlace(file: number / 100, line: number % 100 + 1),
        shape: Int32(number))
    }
  }

  private func sorted(_ entries: [LogEntry], run: Int) throws -> [LogEntry] {
    var sorter = EntrySorter(folder: nil, run: run)
    for entry in entries { try sorter.add(entry) }
    var sorted = try sorter.sorted()
    var result: [LogEntry] = []
    while let entry = try sorted.next() { result.append(entry) }
    return result
  }

  @Test(
    "runs of any length give the order by arrival, equal arrivals in the order of their places",
    arguments: [1, 2, 7, 64, 999, 1000, 1001, 1 << 18], [UInt64(3), 1000, 1 << 62])
  func order(run: Int, times: UInt64) throws {
    let entries = entries(1000, times: times, seed: UInt64(run))
    let expected = entries.enumerated().sorted {
      ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset)
    }.map(\.element)
    #expect(try sorted(entries, run: run) == expected)
  }

  @Test("nothing, and what is sorted already, stay what they are; negative times come first")
  func edges() throws {
    #expect(try sorted([], run: 4) == [])
    let up = (0..<100).map { LogEntry(arrival: Int64($0 / 3), place: .init(file: 0, line: $0 + 1), shape: 0) }
    #expect(try sorted(up, run: 1 << 18) == up)
    let far = [Int64.max / 2, 0, -5, 7].enumerated().map {
      LogEntry(arrival: $1, place: .init(file: 0, line: $0 + 1), shape: 0)
    }
    #expect(try sorted(far, run: 1 << 18).map(\.arrival) == [-5, 0, 7, .max / 2])
  }

  @Test("a copy of what is merged goes on for itself, as the file keeps everything")
  func copies() throws {
    var sorter = EntrySorter(folder: nil, run: 10)
    for entry in entries(95, times: 50, seed: 1) { try sorter.add(entry) }
    var first = try sorter.sorted()
    for _ in 0..<40 { _ = try first.next() }
    var second = first
    var rest: [[LogEntry]] = [[], []]
    while let entry = try first.next() { rest[0].append(entry) }
    while let entry = try second.next() { rest[1].append(entry) }
    #expect(rest[0].count == 55)
    #expect(rest[0] == rest[1])
  }

  @Test("a folder in which no file can be made is a problem that says so")
  func noFolder() throws {
    var sorter = EntrySorter(folder: "/nonexistent/folder", run: 1)
    let problem = #expect(throws: TraceProblem.self) {
      try sorter.add(LogEntry(arrival: 0, place: .init(file: 0, line: 1), shape: 0))
    }
    #expect(problem?.code == .temporaryFile)
    #expect(problem?.message.contains("/nonexistent/folder: No such file or directory") == true)
  }
}
