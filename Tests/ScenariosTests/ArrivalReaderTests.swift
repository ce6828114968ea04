import Documents
import Scenarios
import Testing
import Traffic

@Suite("Reading arrivals")
struct ArrivalReaderTests {
  private func read(
    _ arrivals: String, rates: String = "start,count\n0,60\n60,120\n", faults: String = "faults: []"
  ) throws -> (arrivals: ArrivalProcess?, messages: [Diagnostic]) {
    let folder = try Folder()
    try folder.write("rates.csv", rates)
    var text = ScenarioText()
    text.source = "name: users, arrivals: {\(arrivals)}"
    text.faults = faults
    let (scenario, messages) = text.read(folder: folder.path)
    return (scenario?.traffic.first?.arrivals, messages)
  }

  @Test("the states of an MMPP are read")
  func modulated() throws {
    let (arrivals, messages) = try read("mmpp: {states: [{rate: 6k/min, mean: 50s}, {rate: 0/s, mean: 1us}]}")
    #expect(messages == [])
    guard case .modulated(let states) = arrivals else {
      Issue.record("no states")
      return
    }
    #expect(states == [.init(rate: 100, mean: 50_000_000_000), .init(rate: 0, mean: 1000)])
  }

  @Test("mean, peak and period of a diurnal rate are read", arguments: ["1/min", "2/min"])
  func diurnal(peak: String) throws {
    let (arrivals, messages) = try read("diurnal: {mean: 1/min, peak: \(peak), period: 24h}")
    #expect(messages == [])
    guard case .diurnal(let mean, let highest, let period) = arrivals else {
      Issue.record("no diurnal rate")
      return
    }
    #expect(mean == 1.0 / 60)
    #expect(highest == (peak == "1/min" ? 1.0 / 60 : 2.0 / 60))
    #expect(period == 24 * 3_600_000_000_000)
  }

  @Test("a file of rates is read with its options, relative to the scenario")
  func rates() throws {
    let (arrivals, messages) = try read("rates: {file: rates.csv, speed: 2, scale: 3, loop: true}")
    #expect(messages == [])
    guard case .rates(let table) = arrivals else {
      Issue.record("no rates")
      return
    }
    #expect(abs(table.peak - 12) < 1e-9)
    #expect(table.start == 0)
  }

  @Test("what is wrong in a file of rates comes with the mistakes of the scenario, at its line")
  func mistakes() throws {
    let (arrivals, messages) = try read(
      "rates: {file: rates.csv}", rates: "start,count\n0,x\n60,y\n", faults: "falts: []")
    #expect(arrivals == nil)
    #expect(messages.map(\.code).sorted() == ["SCN003", "TRC006", "TRC006"])
    let places = messages.filter { $0.code == "TRC006" }.compactMap(\.location)
    #expect(places.map(\.line) == [2, 3] && places.allSatisfy { $0.file.hasSuffix("/rates.csv") })
  }

  @Test("rates above the bound, of 0 at all times, or after the end of the run are messages")
  func bounds() throws {
    func codes(_ rates: String) throws -> [String] {
      try read("rates: {file: rates.csv}", rates: "start,count\n\(rates)\n").messages.map {
        "\($0.severity) \($0.code)"
      }
    }
    #expect(try codes("0,600000000\n60,600000000") == [])
    #expect(try codes("0,600000001\n60,0") == ["error TRC007"])
    #expect(try codes("0,0\n60,0") == ["error SCN028"])
    #expect(try codes("60,5\n61,5") == ["warning SCN028"])
    #expect(try codes("59,5\n60,5") == [])
  }

  @Test(
    "a surge that makes the highest rate too high is an error",
    arguments: [
      "mmpp: {states: [{rate: 1/s, mean: 1s}, {rate: 4M/s, mean: 1s}]}",
      "diurnal: {mean: 2M/s, peak: 4M/s, period: 1h}", "rates: {file: rates.csv}",
    ])
  func surges(arrivals: String) throws {
    func read(_ factor: Double) throws -> [String] {
      try self.read(
        arrivals, rates: "start,count\n0,5\n1,4000000\n",
        faults: "faults: [{name: f, target: {traffic: users}, at: 1s, for: 1s, surge: \(factor)}]"
      ).messages.map(\.code)
    }
    #expect(try read(2) == [])
    #expect(try read(3) == ["SCN006"])
  }

  // MARK: Traces

  private func readTrace(_ keys: String, _ text: String) throws -> (
    trace: RecordedTrace?, messages: [Diagnostic]
  ) {
    let folder = try Folder()
    try folder.write("recorded", text)
    var scenario = ScenarioText()
    scenario.source = "name: users, arrivals: {trace: {file: recorded\(keys)}}"
    scenario.requests = "deadline: 1s"
    let (found, messages) = scenario.read(folder: folder.path)
    guard case .trace(let trace) = found?.traffic.first?.arrivals else { return (nil, messages) }
    return (trace, messages)
  }

  private static let records = """
    arrival,host,path,status
    1,shop.example,/checkout,200
    2,shop.example,/checkout/a,200
    3,shop.example,/checkout/b,503
    50,shop.example,/checkout,200
    58,,/checkout,200

    """

  @Test("a trace is read with everything that its keys say")
  func trace() throws {
    let (found, messages) = try readTrace(
      ", host: shop.example, where: [status=2xx], from: 2s, to: 1m, skipGaps: 10s, speed: 2, scale: 1.5, loop: true",
      Self.records)
    #expect(messages == [])
    let trace = try #require(found)
    // 2, 50 and 58 s are left, of which the gap of 48 s becomes 8 s long.
    #expect(trace.count == 3)
    #expect(trace.start == 0)
    #expect(trace.span == 8_000_000_000)
    #expect(trace.scale == 1.5 && trace.loops)
    #expect(Set(trace.shapes.map(\.host)) == ["shop.example"])
    #expect(Set(trace.shapes.map(\.path)) == ["/checkout/a", "/checkout"])
  }

  @Test("one filter needs no list, and a trace that is over before the run is noted")
  func oneFilter() throws {
    let (found, messages) = try readTrace(", where: \"path!=/checkout\"", Self.records)
    #expect(messages.map(\.code) == ["SCN035"])
    #expect(messages.first?.severity == .note)
    #expect(found?.count == 2)
  }

  @Test("a log is a trace too, recognised or named", arguments: ["", ", format: envoy"])
  func log(format: String) throws {
    func line(_ time: String) -> String {
      "[2026-04-15T20:17:\(time)Z] \"GET /checkout?x=1 HTTP/1.1\" 200 - 0 17 226 100 \"-\" \"curl\" \"id\" "
        + "\"shop.example\" \"10.0.2.1:80\"\n"
    }
    let (found, messages) = try readTrace(format, line("02.5") + line("01.25"))
    #expect(messages.filter { $0.severity == .error } == [])
    let trace = try #require(found)
    #expect(trace.count == 2 && trace.start == 0 && trace.span == 1_250_000_000)
    #expect(trace.shapes.map(\.path) == ["/checkout"])
  }

  @Test(
    "filters and windows that make no sense, or keep nothing, are errors at their places",
    arguments: [
      ("where: path", "TRC022", "scenario", 8), ("where: [path=/*, \"status=2x\"]", "TRC022", "scenario", 8),
      ("where: outcome=timout", "TRC022", "scenario", 8), ("where: pth=/*", "TRC022", "recorded", 1),
      ("where: path=/basket", "TRC027", "scenario", 8), ("from: 4s, to: 50s", "TRC027", "scenario", 8),
      ("from: 59s, loop: true", "TRC027", "scenario", 8), ("to: 2s, loop: true", "TRC017", "scenario", 8),
    ])
  func nothingLeft(keys: String, code: String, file: String, line: Int) throws {
    let (found, messages) = try readTrace(", \(keys)", Self.records)
    #expect(found == nil)
    #expect(messages.map(\.code) == [code])
    #expect(messages.first?.location?.line == line)
    #expect((messages.first?.location?.file.hasSuffix("/recorded") ?? false) == (file == "recorded"))
  }
}
