import Logs
import Testing
import Traffic

@Suite("Records of long traces")
struct TraceRecordsTests {
  /// An arrival and a shape for each number; two thousand records share a time.
  static func arrival(_ number: Int) -> Int64 { Int64(max(number, 2000)) * 7 }
  static func shape(_ number: Int) -> Int32 { Int32(truncatingIfNeeded: number &* 2_654_435_761) & 0xFFFF }

  static func records(_ count: Int, mostInMemory: Int) throws -> TraceRecords {
    var writer = TraceRecordWriter(mostInMemory: mostInMemory)
    for number in 0..<count { try writer.append(arrival: arrival(number), shape: shape(number)) }
    return try writer.finish()
  }

  @Test(
    "records in a file come back as they were, however many blocks they fill",
    arguments: [1, 4095, 4096, 4097, 8192, 8193, 20_000], [0, 1, 5000, 1 << 20])
  func roundTrip(count: Int, mostInMemory: Int) throws {
    let records = try Self.records(count, mostInMemory: mostInMemory)
    #expect(records.count == count)
    #expect(records.first == Self.arrival(0))
    #expect(records.last == Self.arrival(count - 1))
    var cursor = TraceCursor(records)
    for _ in 0..<2 {
      for number in 0..<count {
        let expected = TraceCursor.Record(
          number: number, arrival: Self.arrival(number), shape: Self.shape(number))
        guard try cursor.next() == expected else {
          Issue.record("record \(number) is another")
          return
        }
      }
      #expect(try cursor.next() == nil)
      try cursor.rewind()
    }
  }

  @Test("a cursor finds the first record that does not arrive before a time", arguments: [0, 1 << 20])
  func search(mostInMemory: Int) throws {
    let records = try Self.records(20_000, mostInMemory: mostInMemory)
    var cursor = TraceCursor(records)
    for time in [0, 13_999, 14_000, 14_001, 14_007, 28_665, 28_672, 28_673, 100_000, 139_993, 139_994]
      as [Int64]
    {
      try cursor.move(toFirstNotBefore: time)
      let expected = (0..<20_000).first { Self.arrival($0) >= time } ?? 20_000
      #expect(cursor.position == expected, "\(time)")
      #expect(try cursor.next()?.arrival == (expected < 20_000 ? Self.arrival(expected) : nil))
    }
  }

  @Test("more records than stay in memory make a file by themselves")
  func bound() throws {
    let count = TraceRecordWriter.mostInMemory + 10
    var assembly = TraceAssembly(TraceOptions(longestGap: 6, scale: 1.5, loops: true))
    for number in 0..<count { try assembly.append(arrival: Int64(number) * 7, shape: Self.shape(number)) }
    let trace = try assembly.trace(
      shapes: Array(repeating: RequestShape(), count: 1 << 16), draws: TraceDraws())
    #expect(trace.count == count)
    // All gaps are longer than 6 ns and become 6 ns long.
    #expect(trace.span == Int64(count - 1) * 6)
    var generator = ArrivalGenerator(
      process: .trace(trace), mix: RequestMix([]), surges: [], seed: 1, replication: 0, source: "s",
      end: 1_000_000)
    var batch = ArrivalBatch(capacity: 200_000)
    generator.fill(&batch)
    let own = batch.arrivals.filter { $0.time == Int64($0.record) * 6 }
    #expect(own.count > 100_000)
    #expect(own.allSatisfy { $0.shape == Self.shape(Int($0.record)) })
    #expect(generator.failure == nil)
  }

  @Test(
    "a file that cannot be read back, or not as it was, is a failure and no arrivals",
    arguments: [false, true])
  func damage(isShort: Bool) throws {
    let file = try UnlinkedFile(in: nil, room: "a trace takes room")
    let block = TraceBlock(arrivals: Array(0..<4096), shapes: Array(repeating: 3, count: 4096))
    try block.write(to: file, as: 0)
    if !isShort { try block.write(to: file, as: 1) }
    let records = TraceRecords(
      file, count: 8192, last: 9000, starts: [0, 4096], checksums: [block.checksum, block.checksum &+ 1])
    var cursor = TraceCursor(records)
    for _ in 0..<4096 { #expect(try cursor.next() != nil) }
    #expect { try cursor.next() } throws: { ($0 as? TraceProblem)?.code == .temporaryFile }
    #expect(try cursor.next() == nil)
    for scale in [1, 3] as [Double] {
      let trace = RecordedTrace(
        records, shapes: Array(repeating: .init(), count: 4), draws: .init(), loops: true, scale: scale)
      var generator = ArrivalGenerator(
        process: .trace(trace), mix: RequestMix([]), surges: [], seed: 1, replication: 0, source: "s",
        end: second)
      var batch = ArrivalBatch(capacity: 1000)
      var count = 0
      repeat {
        generator.fill(&batch)
        count += batch.count
      } while batch.count > 0 && count < 100_000
      #expect(count < 100_000)
      #expect(generator.failure?.contains("temporary file") == true)
    }
  }

  @Test("damage of one bit or two exchanged records changes the checksum")
  func checksum() {
    let block = TraceBlock(arrivals: [1, 2, 3], shapes: [4, 5, 6])
    #expect(TraceBlock(arrivals: [1, 2, 2], shapes: [4, 5, 6]).checksum != block.checksum)
    #expect(TraceBlock(arrivals: [1, 2, 3], shapes: [5, 4, 6]).checksum != block.checksum)
    #expect(TraceBlock(arrivals: [1, 2], shapes: [4, 5]).checksum != block.checksum)
  }

  @Test("without a folder for temporary files a long trace is an error that says so")
  func noFolder() {
    #expect { _ = try UnlinkedFile(in: "/nowhere/at/all", room: "a trace takes room") } throws: { error in
      guard let problem = error as? TraceProblem else { return false }
      return problem.code == .temporaryFile && problem.message.contains("/nowhere/at/all")
    }
  }
}
