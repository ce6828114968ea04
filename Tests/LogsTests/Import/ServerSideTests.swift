import Documents
import Logs
import Testing

@Suite("Lines of both sides of a mesh")
struct ServerSideTests {
  private func line(_ cluster: String, id: String, milliseconds: Int) -> String {
    "[2022-08-22T13:08:23.\(milliseconds)Z] \"GET /reviews/0 HTTP/1.1\" 200 - via_upstream - \"-\" 0 442 12 12 \"-\" "
      + "\"curl/7.79.1\" \"\(id)\" \"reviews:9080\" \"10.124.1.5:9080\" \(cluster) 10.124.2.6:50960 "
      + "10.0.18.132:9080 10.124.2.6:52930 - default\n"
  }

  private func account(_ lines: [String], drops: Bool) throws -> (ImportAccounting, [Int]) {
    var options = LogOptions()
    options.dropsDuplicates = drops
    options.format = .istio
    let diagnostics = Diagnostics()
    let log = LogImport(files: ["m.log"], options: options).read(
      Array(lines.joined().utf8), diagnostics: diagnostics)
    let imported = try #require(log, "\(diagnostics.all)")
    return (imported.accounting, try imported.all().map(\.place.line))
  }

  @Test("those of servers are left out where clients' are there, whichever comes first, and kept alone")
  func sides() throws {
    let inbound = line("inbound|9080||", id: "a", milliseconds: 200)
    let outbound = line("outbound|9080||reviews.default.svc.cluster.local", id: "a", milliseconds: 188)
    let (counted, all) = try account([inbound, outbound], drops: false)
    #expect(counted.serverSide.count == 1)
    #expect(counted.duplicates.count == 0)
    #expect(all == [2, 1])
    let (dropped, left) = try account([inbound, outbound], drops: true)
    #expect(left == [2])
    #expect(dropped.records == 1)
    #expect(dropped.omissions[.serverSide]?.count == 1)
    #expect(dropped.lines == dropped.records + dropped.filtered + dropped.refused)
    let (alone, kept) = try account([inbound, inbound], drops: true)
    #expect(kept == [1])
    #expect(alone.omissions[.duplicate]?.count == 1)
  }
}
