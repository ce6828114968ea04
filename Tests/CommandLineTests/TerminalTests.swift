import Foundation
import Testing

/// What is different where standard output is a terminal.
@Suite("Reports on a terminal")
struct TerminalTests {
  let weir: WeirCommand

  init() throws {
    weir = WeirCommand(folder: try TemporaryFolder())
    try weir.folder.write(ScenarioText().text, to: "s.yaml")
  }

  /// What a terminal of this environment gets to show.
  private func shown(_ environment: [String: String], _ arguments: String...) async throws -> String {
    let primary = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // TIOCSPTLCK and TIOCGPTN of Linux: posix_openpt(3) and its like are not there for Swift.
    var (lock, number): (CInt, CInt) = (0, 0)
    try #require(
      primary >= 0 && ioctl(primary, 0x4004_5431, &lock) == 0 && ioctl(primary, 0x8004_5430, &number) == 0)
    let name = "/dev/pts/\(number)"
    let process = Process()
    process.executableURL = WeirCommand.executable
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = weir.folder.url
    let replica = FileHandle(
      fileDescriptor: open(name, O_RDWR | O_NOCTTY), closeOnDealloc: true)
    process.standardOutput = replica
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Only the process writes to it from now on, so that reading ends with it.
    try replica.close()
    let reader = FileHandle(fileDescriptor: primary, closeOnDealloc: true)
    var text = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reader.fileDescriptor, &buffer, buffer.count)
      // The last reader of a terminal that nobody writes to gets an error on Linux.
      guard count > 0 else { break }
      text.append(contentsOf: buffer[..<count])
    }
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
  }

  @Test("colours and pictures are where the terminal has them")
  func capabilities() async throws {
    #expect(try await weir.run("run", "s.yaml", "--db", "r.sqlite").exitCode == 0)
    let cases: [(environment: [String: String], isColoured: Bool, isPictured: Bool)] = [
      (["TERM": "xterm", "LANG": "en_US.UTF-8"], true, true), (["TERM": "xterm"], true, true),
      (["TERM": "xterm", "LANG": "C.utf8"], true, true), (["TERM": "xterm", "LANG": "C"], true, false),
      (["TERM": "xterm", "LANG": "en_US.UTF-8", "LC_ALL": "POSIX"], true, false),
      (["TERM": "xterm", "LANG": "C", "LC_CTYPE": "C.UTF-8"], true, true),
      (["TERM": "dumb", "LANG": "en_US.UTF-8"], false, false),
      (["TERM": "xterm", "LANG": "en_US.UTF-8", "NO_COLOR": "1"], false, true),
    ]
    for (environment, isColoured, isPictured) in cases {
      let text = try await shown(environment, "report", "r.sqlite")
      #expect(text.contains("\u{1B}[") == isColoured, "\(environment)")
      #expect(text.contains("Goodput   ") == isPictured, "\(environment)")
      #expect(text.contains("Requests  "), "\(environment)")
    }
    let piped = try await weir.run("report", "r.sqlite").stdout
    #expect(piped.contains("Goodput   "))
    #expect(try await shown(["TERM": "xterm", "NO_COLOR": "1"], "report", "r.sqlite") == piped)
    let plain = try await shown(["TERM": "xterm"], "report", "r.sqlite", "--plain")
    #expect(try await weir.run("report", "r.sqlite", "--plain").stdout == plain)
  }
}
