import Logs
import Testing

@Suite("CSV with a header, Weir's own form and counts")
struct CSVFormatTests {
  @Test("columns are found by their names, and units by their endings")
  func columns() throws {
    let text =
      "start_unix_ns,duration_us,method,route,upstream,upstream_duration_us,spans_in_trace,fault,source_file\n"
      + "1674981729479000000,122611,POST,/api/v1/left,ts-travel2-service,119941,76,return@ts-contacts,rca.csv\n"
    var options = LogOptions()
    options.labels = ["fault", "spans_in_trace", "nothing"]
    let parsed = try ParsedText(.csv, text, options)
    #expect(parsed.verdicts == [.noRequest(.header), .record])
    let line = parsed.all[1]
    #expect(line.record.stamp == 1_674_981_729_479_000_000)
    #expect(line.record.resolution == 1)
    #expect(line.record.duration == 122_611_000)
    #expect(line.record.upstreamDuration == 119_941_000)
    #expect(line.method == "POST")
    #expect(line.path == "/api/v1/left")
    #expect(line.upstream == "ts-travel2-service")
    #expect(line.labels == ["return@ts-contacts", "76", ""])
    #expect(parsed.remarks.isEmpty)
  }

  @Test("all names of fields are taken, and absent is not zero")
  func fields() throws {
    let text =
      "time,method,host,url,status,latency_ms,bytes_in,bytes_out,attempts,outcome,client_ip,user_agent,request_id\n"
      + "2024-01-02T03:04:05.25Z,GET,a.example,https://b.example/x?y,503,12.5,1,2,3,overflow,10.0.0.1,curl,r1\n"
      + "2024-01-02T03:04:06Z,,-,,,,,,,,,,\n"
    let parsed = try ParsedText(.csv, text)
    #expect(parsed.verdicts == [.noRequest(.header), .record, .record])
    let line = parsed.all[1]
    #expect(line.record.stamp == 1_704_164_645_250_000_000)
    #expect(line.record.resolution == 10_000_000)
    #expect(line.host == "b.example")
    #expect(line.path == "/x?y")
    #expect(line.record.status == 503)
    #expect(line.record.duration == 12_500_000)
    #expect(line.record.requestBytes == 1)
    #expect(line.record.responseBytes == 2)
    #expect(line.record.attempts == 3)
    #expect(line.record.outcome == .overflow)
    #expect(line.client == "10.0.0.1")
    #expect(line.userAgent == "curl")
    #expect(line.requestID == "r1")
    let empty = parsed.all[2].record
    #expect(empty.method.isEmpty && empty.host.isEmpty && empty.path.isEmpty)
    #expect(
      empty.status == nil && empty.duration == nil && empty.attempts == nil && empty.requestBytes == nil)
  }

  @Test(
    "the unit of a time without one is guessed by its digits and told",
    arguments: [
      ("1700000000", Int64(1_700_000_000_000_000_000), Int64(1_000_000_000), "seconds, by its numbers of 10"),
      ("804571201", 804_571_201_000_000_000, 1_000_000_000, "seconds, by its numbers of 9"),
      ("1700000000.25", 1_700_000_000_250_000_000, 10_000_000, "seconds, by its numbers of 10"),
      ("1700000000123", 1_700_000_000_123_000_000, 1_000_000, "milliseconds"),
      ("1700000000123456", 1_700_000_000_123_456_000, 1000, "microseconds"),
      ("1700000000123456789", 1_700_000_000_123_456_789, 1, "nanoseconds"),
      ("27482", 27_482_000_000, 1_000_000, "milliseconds, by its small whole numbers"),
      ("0.0795", 79_500_000, 100_000, "seconds, by its small numbers with decimals"),
      ("2023-11-16 18:17:03.9799600", 1_700_158_623_979_960_000, 100, "a date with a time"),
    ])
  func units(_ text: String, _ stamp: Int64, _ resolution: Int64, _ remark: String) throws {
    let parsed = try ParsedText(.csv, "timestamp\r\n\(text)\r\n")
    #expect(parsed.requests.first?.record.stamp == stamp)
    #expect(parsed.requests.first?.record.resolution == resolution)
    #expect(parsed.remarks.count == 1)
    #expect(parsed.remarks.first?.contains(remark) == true)
  }

  @Test("a unit that is told is not guessed, and a zone that is told counts where the date has none")
  func told() throws {
    var options = LogOptions()
    options.timeUnit = .microseconds
    let parsed = try ParsedText(.csv, "timestamp\n27482\n", options)
    #expect(parsed.requests.first?.record.stamp == 27_482_000)
    #expect(parsed.remarks.isEmpty)
    options.timeUnit = nil
    options.timezone = 3600
    let zoned = try ParsedText(.csv, "timestamp\n1970-01-01 01:00:01\n1970-01-01 00:00:01Z\n", options)
    #expect(zoned.requests.map(\.record.stamp) == [1_000_000_000, 1_000_000_000])
  }

  @Test("a column that is the end is the end; start and end together are the duration")
  func ends() throws {
    let end = try ParsedText(.csv, "app,func,end_timestamp,duration\na,f,57.15786004066467,57.154\n")
    #expect(end.requests.first?.record.isEnd == true)
    #expect(end.requests.first?.arrival == 3_860_041)
    let both = try ParsedText(
      .csv,
      "TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration\n"
        + "t,a,root,pod,/*,1674982159219000000,1674982159247160439,28160\n"
        + "t,b,a,pod,FilteringWebHandler.handle,1674982159219813595,1674982159246951110,27137\n"
        + "t,c,root,pod,/*,1674982159219000000,1674982159218000000,28160\n")
    #expect(both.verdicts == [.noRequest(.header), .record, .noRequest(.otherSample), .refused(.number)])
    #expect(both.requests.first?.record.duration == 28_160_439)
    #expect(both.requests.first?.record.isEnd == false)
  }

  @Test("a header with logname is that of a server's log: its host is the client, and rows may end in tabs")
  func serverColumns() throws {
    let text =
      "host\tlogname\ttime\tmethod\turl\tresponse\tbytes\n199.72.81.55\t-\t804571201\tGET\t/history/\t200\t6245\t\t\n"
      + "199.72.81.55\t-\t804571201\tGET\t/history/\t200\t6245\t\tmore\n"
    let parsed = try ParsedText(.csv, text)
    #expect(parsed.verdicts == [.noRequest(.header), .record, .refused(.format)])
    let line = parsed.all[1]
    #expect(line.client == "199.72.81.55")
    #expect(line.host.isEmpty)
    #expect(line.path == "/history/")
    #expect(line.record.status == 200)
    #expect(line.record.responseBytes == 6245)
  }

  @Test(
    "cells in quotes may hold separators, doubled quotes and line ends; a byte order mark is none of the first name"
  )
  func quotes() throws {
    let text =
      "\u{FEFF}timestamp;path;user_agent\r\n1700000000;\"/a;b\";\"an \"\"agent\"\"\nin two lines\"\r\n1700000001;/c;\"\"\r\n"
    let parsed = try ParsedText(.csv, text)
    #expect(parsed.verdicts == [.noRequest(.header), .record, .record])
    #expect(parsed.all[1].path == "/a;b")
    #expect(parsed.all[1].userAgent == "an \"agent\"\nin two lines")
    #expect(parsed.all[2].path == "/c")
    #expect(parsed.all[2].userAgent == "")
    #expect(parsed.numbers == [1, 2, 4])
  }

  @Test("decimal commas and thousands separators are refused and told, never read as something else")
  func commas() throws {
    let semicolons = try ParsedText(.csv, "timestamp;duration\n1700000000,5;0,25\n1700000000;0,25\n")
    #expect(semicolons.verdicts == [.noRequest(.header), .refused(.time), .refused(.number)])
    #expect(semicolons.remarks.contains { $0.contains("commas") })
    let thousands = try ParsedText(.csv, "timestamp,duration_ms\n1700000000,\"1,250\"\n")
    #expect(thousands.verdicts == [.noRequest(.header), .refused(.number)])
    #expect(thousands.remarks.contains { $0.hasPrefix("duration_ms has numbers with commas") })
  }

  @Test("a field may be in a column with any name")
  func maps() throws {
    var options = LogOptions()
    options.fieldMap = [.time: "when", .path: "what"]
    options.timeUnit = .seconds
    let parsed = try ParsedText(.csv, "when,what,path\n5,/a,/b\n", options)
    #expect(parsed.requests.first?.path == "/a")
    #expect(parsed.requests.first?.record.stamp == 5_000_000_000)
    options.fieldMap = [.time: "nowhere"]
    let missing = try ParsedText(.csv, "when,what\n5,/a\n", options)
    #expect(missing.verdicts == [.refused(.format), .refused(.format)])
    #expect(missing.remarks == ["there is no column nowhere, which is to be the time"])
    let timeless = try ParsedText(.csv, "what,path\n5,/a\n")
    #expect(timeless.verdicts == [.refused(.format), .refused(.format)])
    #expect(timeless.remarks == ["no column of the header is a time; --map time=COLUMN names it"])
  }

  @Test("names may have letters of the other case and spaces around them, and exact ones come first")
  func names() throws {
    let parsed = try ParsedText(
      .csv, "Method, Path ,TIMESTAMP,method,Duration_MS\nGET,/a,1700000000,PUT,5\n")
    let line = try #require(parsed.requests.first)
    #expect(line.method == "PUT")
    #expect(line.path == "/a")
    #expect(line.record.duration == 5_000_000)
    let wide = Array(repeating: "a", count: 2000).joined(separator: ",") + ",time\n"
    #expect(try ParsedText(.csv, wide).verdicts == [.refused(.tooLong)])
  }

  @Test("rows with too few cells are cut, and a header that comes again is a header")
  func rows() throws {
    let parsed = try ParsedText(
      .csv, "timestamp,path\n1700000000\n\ntimestamp,path\n1700000000,/\n1700000001,\"/a\n")
    #expect(
      parsed.verdicts == [
        .noRequest(.header), .refused(.cut), .noRequest(.blank), .noRequest(.header), .record, .refused(.cut),
      ])
  }

  @Test("Weir's own form has seconds everywhere, and columns of a replay that are no part of a record")
  func weir() throws {
    let text =
      "arrival,method,host,path,header.x-user,status,duration,service_time.1,upstream,upstream_duration,attempts,outcome,client\n"
      + "12,GET,a.example,/x,u1,200,0.25,0.1,web,0.125,2,timeout,c7\n0.000000001,,,,,,,,,,,,\n"
    var options = LogOptions()
    options.labels = ["header.x-user"]
    let parsed = try ParsedText(.weir, text, options)
    #expect(parsed.verdicts == [.noRequest(.header), .record, .record])
    let line = parsed.all[1]
    #expect(line.record.stamp == 12_000_000_000)
    #expect(line.record.resolution == 1)
    #expect(line.method == "GET")
    #expect(line.host == "a.example")
    #expect(line.path == "/x")
    #expect(line.record.status == 200)
    #expect(line.record.duration == 250_000_000)
    #expect(line.record.upstreamDuration == 125_000_000)
    #expect(line.upstream == "web")
    #expect(line.record.attempts == 2)
    #expect(line.record.outcome == .timeout)
    #expect(line.client == "c7")
    #expect(line.labels == ["u1"])
    #expect(parsed.all[2].record.stamp == 1)
    #expect(parsed.all[2].record.duration == nil)
    #expect(parsed.remarks.isEmpty)
    #expect(
      try ParsedText(.weir, "arrival,colour\n1,red\n").verdicts == [.refused(.format), .refused(.format)])
    #expect(try ParsedText(.weir, "arrival,duration\n1,soon\n").verdicts.last == .refused(.number))
  }

  @Test("counts by period are read as rates, with times as seconds or dates, and are no requests")
  func rates() throws {
    func periods(_ text: String) throws -> [[Int64]] {
      var file = try RateFile(RecordedBytes(Array(text.utf8), limit: 1 << 20), LogOptions())
      var found: [[Int64]] = []
      while let period = try file.next() { found.append([period.start, period.count]) }
      return found
    }
    #expect(
      try periods("period,count\n1998-04-30 21:30:00,2\n1998-04-30 21:31:00,11\n") == [
        [893_971_800_000_000_000, 2], [893_971_860_000_000_000, 11],
      ])
    #expect(try periods("start,end,requests\n0,60,2\n60,120,0\n") == [[0, 2], [60_000_000_000, 0]])
    #expect(throws: TraceProblem.self) { try periods("period,count\n0,many\n") }
    #expect(throws: TraceProblem.self) { try periods("period,path\n0,1\n") }
    #expect(
      try ParsedText(.rates, "time,count\n0,1\n").verdicts == [.noRequest(.header), .noRequest(.otherSample)])
  }
}
