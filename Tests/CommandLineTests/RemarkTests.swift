import Testing

@Suite("remarks and what their codes mean")
struct RemarkTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText().text, to: "small.yaml")
  }

  @Test("validate remarks on what is probably not meant, and a run does not")
  func remarks() async throws {
    let validated = try await weir.run("validate", "-f", "small.yaml")
    #expect(validated.exitCode == 0)
    #expect(validated.stderr.contains("note[GW365]: HTTPRoute/shop/cart: spec.rules[0].retry: "))
    #expect(validated.stdout.contains("remark"))
    #expect(try await weir.run("validate", "-f", "small.yaml", "--quiet").stderr == "")
    let run = try await weir.run("run", "small.yaml", "--db", "run.sqlite", "--quiet")
    #expect(run.exitCode == 0)
    #expect(run.stderr == "")
  }

  @Test("a code is explained at length, and all of them in a line each")
  func codes() async throws {
    let one = try await weir.run("validate", "--explain", "gw365")
    #expect(one.exitCode == 0)
    #expect(one.stdout.hasPrefix("GW365: ") && one.stdout.contains("\n\nWhat to do: "))
    #expect(one.stdout.contains("\n\nSource: HTTPRoute, spec.rules[].timeouts"))
    let list = try await weir.run("validate", "--explain", "list")
    #expect(list.stdout.contains("GW365    ") && list.stdout.contains("YAML009  "))
    let unknown = try await weir.run("validate", "--explain", "nothing")
    #expect(unknown.exitCode == 64)
    #expect(unknown.stderr.contains("GW301"))
  }
}
