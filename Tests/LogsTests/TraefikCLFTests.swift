import Logs
import Testing

@Suite("Traefik's common log format")
struct TraefikCLFTests {
  private static let line =
    #"10.42.0.1 - bob [10/Oct/2000:13:55:36 +0000] "GET /whoami?a="b" HTTP/1.1" 200 412 "#
    + #""http://a/" "an "odd" agent" 17 "web@kubernetes" "http://10.42.0.9:80" 12ms"#

  @Test(
    "a line tells the duration and the server, also where quotes stand in its texts, and its stamp is the start"
  )
  func fields() {
    let read = ReadText(Self.line, .traefikCLF)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 971_186_136_000_000_000)
    #expect(!read.record.isEnd)
    #expect(read.record.resolution == 1_000_000_000)
    #expect(read.client == "10.42.0.1")
    #expect(read.method == "GET")
    #expect(read.path == #"/whoami?a="b""#)
    #expect(read.record.status == 200)
    #expect(read.record.responseBytes == 412)
    #expect(read.userAgent == #"an "odd" agent"#)
    #expect(read.upstream == "http://10.42.0.9:80")
    #expect(read.record.duration == 12_000_000)
    #expect(read.record.upstreamDuration == nil)
    #expect(read.record.outcome == .ok)
  }

  @Test("what Traefik answered itself has no server, and in version 2 no status")
  func local() {
    let read = ReadText(
      #"10.42.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/2.0" - - "-" "-" 3 "web@file" "-" 0ms"#,
      .traefikCLF)
    #expect(read.verdict == .record)
    #expect(read.record.status == nil)
    #expect(
      ReadText(Self.line.replacing(" 200 412 ", with: " 0 0 "), .traefikCLF).record.status == nil)
    #expect(read.upstream == "")
    #expect(read.userAgent == "")
    #expect(read.record.outcome == .localReply)
    #expect(read.record.duration == 0)
  }

  @Test("backslashes mean nothing")
  func backslashes() {
    let read = ReadText(
      #"10.42.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET /a\x41\" HTTP/2.0" 404 19 "\" "\" 3 "-" "-" 0ms"#,
      .traefikCLF)
    #expect(read.path == #"/a\x41\""#)
    #expect(read.userAgent == #"\"#)
  }

  @Test("numbers that are none or too large are refused")
  func numbers() {
    #expect(
      ReadText(Self.line.replacing(" 12ms", with: " 99999999999999ms"), .traefikCLF).verdict
        == .refused(.number))
    #expect(ReadText(Self.line.replacing(" 12ms", with: " -1ms"), .traefikCLF).verdict == .refused(.number))
    #expect(ReadText(Self.line.replacing(" 17 ", with: " x7 "), .traefikCLF).verdict == .refused(.number))
    #expect(
      ReadText(Self.line.replacing(" 412 ", with: " 9999999999999999999 "), .traefikCLF).verdict
        == .refused(.number))
  }

  @Test("a line that is cut anywhere is refused")
  func cut() {
    expectCuts(Self.line, .traefikCLF)
    expectSurvival(Self.line, .traefikCLF)
  }
}
