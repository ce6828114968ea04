import Foundation
import Testing

@Suite("weir trace import")
struct TraceImportTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(Self.log, to: "a.log")
  }

  /// A line of Envoy's default text, at a millisecond below 1000 of 2026-01-31T12:00:00Z.
  private static func line(_ time: Int, _ path: String, status: Int = 200, id: String = "-") -> String {
    let fraction = String("\(time + 1000)".dropFirst())
    return
      "[2026-01-31T12:00:00.\(fraction)Z] \"GET \(path) HTTP/1.1\" \(status) - 0 5 10 9 \"10.0.0.1\" \"curl/8\" "
      + "\"\(id)\" \"shop.example\" \"10.1.0.1:80\"\n"
  }

  private static let log =
    line(300, "/cart?id=7", id: "x") + line(100, "/pay", status: 503) + line(200, "/healthz")
    + line(400, "/cart", id: "x")

  @Test("writes a trace from the first arrival on, and says what it read, left out and noticed")
  func table() async throws {
    let ending = try await weir.run("trace", "import", "a.log", "--out", "t.csv")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout == "")
    #expect(
      folder.read("t.csv") == """
        arrival,method,host,path,status,duration,upstream,upstream_duration
        0,GET,shop.example,/pay,503,0.01,10.1.0.1:80,0.009
        0.1,GET,shop.example,/healthz,200,0.01,10.1.0.1:80,0.009
        0.2,GET,shop.example,/cart,200,0.01,10.1.0.1:80,0.009
        0.3,GET,shop.example,/cart,200,0.01,10.1.0.1:80,0.009

        """)
    let words = ending.stderr.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for said in [
      "a.log Envoy, default text 4 4 0 0", "written 4 requests to t.csv: arrival, method,",
      "origin 2026-01-31T12:00:00.1Z is second 0; the last request arrives 0.3 s later",
      "1 request arrived before the one of the line above",
      "1 path with a query, which is left out (--keep-query)",
      "4 requests with the client's address, which is left out (--keep-client)",
      "1 probe of health: --drop-health-checks",
      "1 request with an id that a line before had: --drop-duplicates",
      "assumed A-LOG-3: ", "assumed A-LOG-4: ",
    ] {
      #expect(words.contains(said), "\(said): \(ending.stderr)")
    }
    #expect(!words.contains("A-LOG-1"))
    #expect(folder.files == ["a.log", "t.csv"])
  }

  @Test("-o json counts every line, with the first ones of each reason")
  func json() async throws {
    try folder.write(Self.log + String(repeating: Self.line(500, "/x"), count: 20) + "\n{\"cut", to: "b.log")
    let ending = try await weir.run(
      "trace", "import", "b.log", "--out", "t.csv.zst", "-o", "json", "--drop-health-checks",
      "--drop-duplicates", "--where", "status!=5xx", "--to", "2026-01-31T13:00:00.450+01:00")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stderr == "")
    let report = try JSONText(ending.stdout)
    #expect(report["schema"] as? String == "weir.import/v1")
    #expect(report["trace"] as? String == "t.csv.zst")
    #expect(report["requests"] as? Int == 1)
    #expect(report["origin"] as? Double == 1_769_860_800.3)
    #expect(report["lines"] as? Int == 26)
    #expect(report["records"] as? Int == 1)
    #expect(report["filtered"] as? Int == 24)
    #expect(report["refused"] as? Int == 1)
    let omissions = try #require(report["omissions"] as? [[String: Any]])
    #expect(
      omissions.map { $0["reason"] as? String } == [
        "blank", "not status!=5xx", "time", "health-check", "duplicate",
      ])
    #expect(omissions.map { $0["count"] as? Int } == [1, 1, 20, 1, 1])
    #expect(omissions[2]["first"] as? [String] == ["b.log:5", "b.log:6", "b.log:7"])
    let refusals = try #require(report["refusals"] as? [[String: Any]])
    #expect(refusals.map { $0["first"] as? [String] } == [["b.log:26"]])
    #expect(folder.files.contains("t.csv.zst"))
  }

  @Test("standard input and output, packed or not, give the same bytes each time")
  func streams() async throws {
    let plain = try await weir.run("trace", "import", "-", "--format", "envoy", "-q", input: Self.log)
    #expect(plain.exitCode == 0, "\(plain.stderr)")
    #expect(plain.stderr == "")
    #expect(plain.stdout.hasPrefix("arrival,method"))
    for name in ["t.csv", "t.csv.gz", "t.csv.zst"] {
      #expect(try await weir.run("trace", "import", "a.log", "--out", name, "-q").exitCode == 0)
      let first = FileManager.default.contents(atPath: folder.path(of: name))
      #expect(try await weir.run("trace", "import", "a.log", "--out", name, "-q").exitCode == 0)
      #expect(FileManager.default.contents(atPath: folder.path(of: name)) == first)
      #expect((first == Data(plain.stdout.utf8)) == (name == "t.csv"))
    }
  }

  @Test("what makes no sense is said before anything is read")
  func usage() async throws {
    for (arguments, said) in [
      ([], "Missing expected argument '<files> ...'"),
      (["a.log", "-o", "json"], "name a file with --out"),
      (["a.log", "--format", "envoi"], "--format does not know \"envoi\"; did you mean \"envoy\"?"),
      (["a.log", "--where", "path"], "\"path\" is no filter: it has no =; write KEY=PATTERN"),
      (["a.log", "--where", "status=ok"], "write 200, 5xx or 400-499"),
      (["a.log", "--map", "path"], "--map wants FIELD=KEY"),
      (["a.log", "--map", "pth=uri"], "--map does not know \"pth\"; did you mean \"path\"?"),
      (["a.log", "--time-unit", "h"], "--time-unit does not know \"h\""),
      (["a.log", "--timezone", "CET"], "--timezone wants UTC or hours and minutes"),
      (["a.log", "--from", "noon"], "--from wants a time"),
      (["a.log", "--from", "20", "--to", "10"], "--from is not before --to"),
      (["a.log", "--spread", "odd"], "uniform"),
      (["a.log", "--seed", "x"], "--seed <seed>"),
      (["a.log", "--out", "a.log"], "a.log cannot be written: the command reads it"),
      (["a.log", "--stamp", "middle"], "start"),
    ] {
      let ending = try await weir.start(["trace", "import"] + arguments).ending()
      #expect(ending.exitCode == 64, "\(arguments): \(ending.stderr)")
      #expect(ending.stderr.contains(said), "\(arguments): \(ending.stderr)")
      #expect(ending.stdout == "")
    }
    #expect(folder.files == ["a.log"])
    #expect(folder.read("a.log") == Self.log)
  }

  @Test("bad input leaves no trace, and what was at its place")
  func badInput() async throws {
    try folder.write("keep", to: "t.csv")
    try folder.write("", to: "empty.log")
    try folder.write("what\nis\nthis\n", to: "other.log")
    try folder.write(Self.line(1, "/a") + "nonsense\n", to: "half.log")
    for (arguments, code, said) in [
      (["gone.log"], Int32(66), "error[TRC001]: there is no file gone.log"),
      (["a.log", "empty.log", "gone.log"], 66, "error[TRC002]: empty.log is empty"),
      (["other.log"], 65, "error[TRC021]: other.log is in no format that is known"),
      (["half.log"], 65, "half.log:2:1: error[TRC023]: 1 of 2 lines cannot be read: 1 format (line 2)"),
      (["a.log", "--where", "host=other"], 65, "no request is left of 4 lines: 4 were left out"),
      (["."], 66, "it is a folder"),
      (["a.log", "--out", "gone/t.csv"], 73, "there is no folder"),
    ] {
      let out = arguments.contains("--out") ? [] : ["--out", "t.csv"]
      let ending = try await weir.start(["trace", "import"] + arguments + out).ending()
      #expect(ending.exitCode == code, "\(arguments): \(ending.stderr)")
      #expect(ending.stderr.contains(said), "\(arguments): \(ending.stderr)")
      #expect(ending.stdout == "")
    }
    #expect(folder.read("t.csv") == "keep")
    #expect(folder.files == ["a.log", "empty.log", "half.log", "other.log", "t.csv"])
    let lenient = try await weir.run("trace", "import", "half.log", "--out", "t.csv", "--lenient")
    #expect(lenient.exitCode == 0)
    #expect(lenient.stderr.contains("1 format (half.log:2)"))
  }

  @Test("a disk that is full ends with 74 and leaves the target as it was")
  func fullDisk() async throws {
    let lines = (0..<20_000).map { Self.line($0 % 1000, "/item/\($0)") }
    try folder.write(lines.joined(), to: "long.log")
    try folder.write("keep", to: "t.csv")
    // A limit on the size of files, in blocks of 512 bytes.
    let ending = try await weir.run(
      "trace", "import", "long.log", "--out", "t.csv", after: "ulimit -f 600")
    #expect(ending.exitCode == 74, "\(ending.stderr)")
    #expect(ending.stderr.contains("cannot write t.csv: File too large"))
    #expect(folder.read("t.csv") == "keep")
    #expect(folder.files == ["a.log", "long.log", "t.csv"])
  }

  @Test("Ctrl-C ends with 130")
  func interrupted() async throws {
    let lines = (0..<10_000).map { Self.line($0 % 1000, "/") }
    try folder.write(lines.joined(), to: "long.log")
    // A pipe that nobody reads yet holds less than the trace: the command cannot end before it is interrupted.
    mkfifo(folder.path(of: "pipe"), 0o600)
    let reader = open(folder.path(of: "pipe"), O_RDONLY | O_NONBLOCK)
    try #require(reader >= 0)
    defer { close(reader) }
    let command = try weir.start(["trace", "import", "long.log", "--out", "pipe"])
    let isWriting = await command.wait {
      var state = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
      return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLIN) != 0
    }
    #expect(isWriting, "\(command.messages)")
    command.signal(SIGINT)
    let isHeard = await command.wait { command.messages.contains("stopping") }
    #expect(isHeard)
    _ = fcntl(reader, F_SETFL, 0)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while read(reader, &bytes, bytes.count) > 0 {}
    let ending = await command.ending()
    #expect(ending.exitCode == 130, "\(ending.stderr)")
    #expect(ending.stderr.contains("interrupted before the trace was complete"))
  }
}
