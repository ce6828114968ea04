import Logs
import Testing
import Traffic

@Suite("Filters of traces")
struct TraceFilterTests {
  static let text = """
    arrival,method,host,path,status,upstream,outcome,fault,header.User-Agent,service_time.1
    0,GET,shop.example:8080,/cart?a=1,200,shop/cart,,none,curl/8,0.1
    1,,shop.example,/cart/2,503,shop/cart,upstream-failure,delay,probe,0.2
    2,POST,SHOP.example,,,,client-abort,,,0.3
    3,DELETE,other.example,/cart,404,,no-route,none,curl/7,0.4

    """.replacing("fault", with: "header.fault")

  static func read(_ filters: [String]) -> (trace: RecordedTrace?, codes: [String]) {
    var options = TraceOptions()
    do {
      options.log.filters = try filters.map { try RequestFilter($0) }
    } catch {
      Issue.record("\(error)")
    }
    let (found, messages) = trace(text, options)
    return (found, messages.map(\.code))
  }

  @Test(
    "records that pass every filter are replayed, at their times",
    arguments: [
      (["path=/cart*"], [0, 1, 3]), (["path=/cart?a=1"], [0]), (["path=/"], [2]),
      (["host=shop.example"], [0, 1, 2]), (["host!=shop.example"], [3]), (["host=*:8080"], [0]),
      (["method=get"], [0, 1]), (["method=GET", "status=5xx"], [1]), (["status=400-599"], [1, 3]),
      (["status="], [2]), (["status!="], [0, 1, 3]), (["upstream=shop/*"], [0, 1]), (["upstream="], [2, 3]),
      (["outcome=client-abort"], [2]), (["outcome=ok"], [0]), (["header.fault=none"], [0, 3]),
      (["user-agent!=probe"], [0, 2, 3]),
      (["header.User-Agent=curl*"], [0, 3]),
    ] as [([String], [Int64])])
  func passes(filters: [String], expected: [Int64]) throws {
    let (found, codes) = Self.read(filters)
    #expect(codes == [])
    let trace = try #require(found)
    #expect(trace.arrivals == expected.map { $0 * second })
    // What is known of a record stays with it.
    let times = (0..<trace.count).map { trace.serviceTime(record: $0, attempt: 1) }
    #expect(times == expected.map { Double($0 + 1) / 10 })
    #expect(Set(trace.shapeIndices) == Set(trace.shapes.indices.map(Int32.init)))
  }

  @Test("filters that keep nothing, and columns that are not there, are errors")
  func mistakes() {
    #expect(Self.read(["path=/basket"]).codes == [TraceCode.nothingLeft.rawValue])
    #expect(Self.read(["fault=none"]).codes == [TraceCode.filter.rawValue])
    var options = TraceOptions()
    options.log.filters = [try? RequestFilter("hots=a")].compactMap(\.self)
    let message = trace("arrival,host\n0,a\n", options).messages.first
    #expect(message?.suggestion == "did you mean \"host\"?")
    #expect(message?.location?.line == 1)
  }

  @Test("requests without a host get the one that is named")
  func host() {
    var options = TraceOptions()
    options.log.defaultHost = "shop.example"
    let found = trace("arrival,host,path\n0,,/a\n1,b.example,/b\n", options).trace
    #expect(found?.shapes.map(\.host) == ["shop.example", "b.example"])
  }
}
