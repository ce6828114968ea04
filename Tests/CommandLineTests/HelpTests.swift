import Testing

@Suite("Help and messages")
struct HelpTests {
  let folder: TemporaryFolder
  var weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText().text, to: "small.yaml")
  }

  @Test(
    "every command explains itself with examples",
    arguments: [
      [], ["run"], ["compare"], ["sweep"], ["merge"], ["find"], ["check"], ["explain"], ["validate"],
      ["init"],
      ["report"], ["query"], ["scenarios"], ["trace", "import"],
      ["trace", "inspect"], ["schema"],
    ])
  func help(command: [String]) async throws {
    let ending = try await weir.start(command + ["--help"]).ending()
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    let name = command.joined(separator: " ")
    #expect(ending.stdout.contains("EXAMPLES\n  weir \(name.isEmpty ? "run" : name)"))
    #expect(ending.stdout.contains("USAGE: weir \(name.isEmpty ? "<subcommand>" : name)"))
  }

  @Test("without arguments weir shows its help")
  func noArguments() async throws {
    let plain = try await weir.run()
    #expect(plain.exitCode == 0)
    #expect(plain.stdout == (try await weir.run("--help")).stdout)
  }

  @Test("the version is a number of three parts")
  func version() async throws {
    let ending = try await weir.run("--version")
    #expect(ending.stdout.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "a slip on the command line is answered with 64 and what was meant",
    arguments: [
      (["runn", "small.yaml"], #"did you mean "run"?"#),
      (["qwery", "small.yaml"], #"did you mean "query"?"#),
      (["run", "small.yaml", "--sett", "a=b"], "Did you mean '--set'?"),
      (["check", "small.yaml", "--asert", "a"], "Did you mean '--assert'?"),
      (["run"], "Missing expected argument '<scenario>'"),
      (["run", "small.yaml", "--replications", "0"], "--replications wants 1 to 10000, found 0"),
      (["run", "small.yaml", "--jobs", "0"], "--jobs wants at least 1, found 0"),
      (
        ["run", "small.yaml", "--record", "some"],
        "it wants requests=none, sample:N (one in N), failures, all or blocks"
      ),
      (
        ["run", "small.yaml", "--record", "requests="],
        "it wants requests=none, sample:N (one in N), failures, all or blocks"
      ),
      (
        ["run", "small.yaml", "--record", "attempts=all"],
        "it wants requests=none, sample:N (one in N), failures, all or blocks"
      ),
      (
        ["run", "small.yaml", "--record", "sample:0"],
        "sample:N records one request in N, a whole number from 1"
      ),
      (["check", "small.yaml", "--record", "requests=sample:1e3"], "a whole number from 1"),
      (["run", "small.yaml", "-o", "xml"], "json"),
      (["run", "small.yaml", "--report", "r.json"], "markdown=r.md"),
      (["run", "small.yaml", "--seed", "x"], "--seed <seed>"),
    ])
  func usage(arguments: [String], expected: String) async throws {
    let ending = try await weir.start(arguments).ending()
    #expect(ending.exitCode == 64)
    #expect(ending.stdout == "")
    #expect(ending.stderr.contains(expected), "\(ending.stderr)")
    #expect(folder.files == ["small.yaml"])
  }

  @Test("nothing is coloured or animated away from a terminal, whatever the environment says")
  func noColour() async throws {
    try folder.write(ScenarioText().text.replacing("duration: 2s", with: "durration: 2s"), to: "wrong.yaml")
    for environment in [["TERM": "xterm-256color"], ["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      var weir = weir
      weir.environment.merge(environment) { _, new in new }
      for arguments in [
        ["run", "small.yaml"], ["check", "small.yaml", "--assert", "requests > 1000"], ["run", "wrong.yaml"],
      ] {
        let ending = try await weir.start(arguments).ending()
        #expect(!(ending.stdout + ending.stderr).contains("\u{1B}"))
        #expect(!(ending.stdout + ending.stderr).contains("\r"))
      }
    }
  }

  @Test("--color always colours what never changes otherwise, and --color never is the default of a pipe")
  func colour() async throws {
    let always = try await weir.run("run", "small.yaml", "--color", "always", "--assert", "requests > 1")
    let never = try await weir.run("run", "small.yaml", "--color", "never", "--assert", "requests > 1")
    let auto = try await weir.run("run", "small.yaml", "--assert", "requests > 1")
    #expect(always.stdout.contains("\u{1B}["))
    #expect(never.stdout == auto.stdout)
    #expect(always.stdout.replacing(/\u{1B}\[[0-9;]*m/, with: "") == never.stdout)
  }

  @Test("data goes to standard output and messages to standard error; --quiet keeps errors only")
  func channels() async throws {
    // A fault behind the end of the run is worth a warning.
    var scenario = ScenarioText()
    scenario.more = "  faults: [{name: late, target: {service: shop/cart}, at: 1h, for: 1s, reset: {}}]"
    try folder.write(scenario.text, to: "late.yaml")
    let loud = try await weir.run("run", "late.yaml", "-o", "json")
    #expect(loud.exitCode == 0, "\(loud.stderr)")
    #expect(loud.stderr.contains("warning[SCN041]"))
    #expect(try JSONText(loud.stdout)["schema"] as? String == "weir.run/v1")
    let quiet = try await weir.run("run", "late.yaml", "-o", "json", "-q")
    #expect(quiet.stderr == "")
    #expect(quiet.stdout == loud.stdout)
  }
}
