import Foundation
import Testing

/// A headless Chromium, which all tests share.
///
/// It is the program that the environment variable `WEIR_BROWSER` names, `chromium` in `PATH` where it names
/// none. Without one the tests in a browser are skipped; `.ci/setup chromium` installs it.
final class Browser: Sendable {
  let tools: DevTools

  /// The path of the browser's program, nil where there is none.
  static let program: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let program = environment["WEIR_BROWSER"], !program.isEmpty { return program }
    return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/chromium" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What the tests in a browser need.
  static let requirement: Comment =
    "needs Chromium, which `.ci/setup chromium` installs, or WEIR_BROWSER=PROGRAM"

  private static let started = Result { try Browser() }

  /// The browser, started by whoever asks first. It ends with this process, which holds the other end of what it
  /// listens to.
  static func shared() throws -> Browser { try started.get() }

  /// The shell hands the socket, its standard input, to the browser as file descriptors 3 and 4, and removes the
  /// browser's folder when the browser has ended, however this process ended.
  private static let script = """
    exec 3<&0 4>&0 </dev/null
    "$@" &
    echo $! >"$HOME/pid"
    wait
    rm -rf "$HOME"
    """

  /// No network, nothing in the background, and pixels that depend on the page alone. A page here is a file of
  /// ours, and containers seldom let a sandbox be made.
  private static let options = [
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--no-first-run", "--disable-gpu",
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-domain-reliability", "--disable-extensions", "--disable-sync",
    "--disable-breakpad", "--disable-crash-reporter", "--no-pings", "--metrics-recording-only",
    "--password-store=basic", "--mute-audio", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding", "--disable-features=PaintHolding,Translate,MediaRouter",
    "--disable-frame-rate-limit", "--disable-gpu-vsync", "--hide-scrollbars", "--force-device-scale-factor=1",
    "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-lcd-text", "--window-size=1280,900", "--lang=en-US",
  ]

  private init() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "weir-browser-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw DevTools.Failure(description: "there is no socket for the browser")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", Self.script, "sh", Self.program ?? "chromium"] + Self.options
      + ["--user-data-dir=\(home)/profile", "about:blank"]
    process.environment = [
      "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    process.standardInput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try Self.withoutBlockedSignals { try process.run() }
    close(ends[1])
    tools = DevTools(socket: ends[0]) {
      let number = try? String(contentsOfFile: "\(home)/pid", encoding: .utf8)
      if let pid = number.flatMap({ pid_t($0.dropLast()) }) { kill(pid, SIGKILL) }
    }
  }

  /// What is started inherits which signals are blocked, and threads of tests block those that shells wait for.
  private static func withoutBlockedSignals(_ start: () throws -> Void) throws {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }
}
