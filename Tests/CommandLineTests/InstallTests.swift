import Foundation
import Testing

/// `.ci/install` puts the built program into a temporary folder, as `make install` does below its prefix.
@Suite("The installation")
struct InstallTests {
  let folder: TemporaryFolder

  /// Installed once for all tests: the program is large.
  private static let installed = Task {
    let folder = try TemporaryFolder()
    let ending = try await sh("'\(script)' '\(WeirCommand.executable.path)' \"$root\"", in: folder)
    try #require(ending.exitCode == 0, "\(ending.stderr)")
    return folder
  }

  init() async throws { folder = try await Self.installed.value }

  private static var script: String {
    URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent().appendingPathComponent(
      ".ci/install"
    )
    .path
  }

  /// Runs shell commands in a folder with a few files, with `$root` for where everything was installed, and no other gallery in reach.
  private static func sh(
    _ commands: String, in folder: TemporaryFolder, with shell: String = "/bin/sh"
  ) async throws -> WeirCommand.Ending {
    for name in ["my.yaml", "my.txt", "folder/in.yml", "folder/in.md"] {
      try folder.write("", to: "elsewhere/\(name)")
    }
    var weir = WeirCommand(folder: folder)
    weir.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let script = "root='\(folder.path(of: "root"))'; cd elsewhere; \(commands)"
    return try await weir.start(["-c", script], executable: URL(fileURLWithPath: shell)).ending()
  }

  private func sh(_ commands: String, with shell: String = "/bin/sh") async throws -> WeirCommand.Ending {
    try await Self.sh(commands, in: folder, with: shell)
  }

  private static func path(of program: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + program }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }

  @Test("the program finds the gallery beside it, from any folder")
  func gallery() async throws {
    let ending = try await sh("\"$root/bin/weir\" scenarios list")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    for name in Gallery.names { #expect(ending.stdout.contains(name)) }
    let shown = try await sh("\"$root/bin/weir\" scenarios show quickstart")
    #expect(shown.stdout.contains("kind: Scenario"))
  }

  @Test("there is a page for the program and for each command, without a word that a formatter does not know")
  func pages() async throws {
    let pages = folder.files.filter { $0.hasPrefix("root/share/man/man1/") }.map { $0.dropFirst(20) }
    for page in ["weir.1", "weir-run.1", "weir-init.1", "weir-trace-import.1", "weir-scenarios-copy.1"] {
      #expect(pages.contains(page[...]))
    }
    let run = try #require(folder.read("root/share/man/man1/weir-run.1"))
    #expect(
      run.hasPrefix(
        ".TH WEIR\\-RUN 1 \"\" \"weir 0.1.0\" \"Weir\"\n.SH NAME\nweir\\-run \\- Simulate a scenario"))
    let sections = run.matches(of: /(?m)^\.SH (.*)$/).map { String($0.1) }
    #expect(
      sections == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "ARGUMENTS", "OPTIONS", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT",
        "SEE ALSO",
      ])
    #expect(run.contains(".TP\n.B \\-\\-overlay <file>\nMerge the documents"))
    if Self.path(of: "groff") != nil {
      let ending = try await sh(
        "for page in \"$root\"/share/man/man1/*; do groff -k -man -ww -Tutf8 -z \"$page\"; done")
      #expect(ending.stderr == "")
    }
    if Self.path(of: "mandoc") != nil {
      let ending = try await sh("mandoc -T lint -W error \"$root\"/share/man/man1/*")
      #expect(ending.exitCode == 0, "\(ending.stdout)")
    }
  }

  @Test("shells load the completions")
  func completions() async throws {
    for (shell, file) in [
      ("bash", "bash-completion/completions/weir"), ("zsh", "zsh/site-functions/_weir"),
      ("fish", "fish/vendor_completions.d/weir.fish"),
    ] {
      #expect(folder.read("root/share/\(file)")?.contains("weir") == true)
      guard let program = Self.path(of: shell) else { continue }
      let ending = try await sh("\(program) -n \"$root/share/\(file)\"")
      #expect(ending.exitCode == 0, "\(ending.stderr)")
    }
  }

  @Test(
    "bash completes commands, options, values, files, folders and names of the gallery",
    .enabled(if: path(of: "bash") != nil, "there is no bash"),
    arguments: [
      ("weir ini", ["init"]), ("weir run quick", ["quickstart"]),
      ("weir scenarios show trace-r", ["trace-replay"]),
      ("weir run my", ["my.yaml"]), ("weir run fol", ["folder/"]), ("weir run folder/", ["folder/in.yml"]),
      ("weir run my.yaml --over", ["--overlay"]), ("weir run my.yaml --overlay my", ["my.txt", "my.yaml"]),
      ("weir run my.yaml --color al", ["always"]),
      ("weir init --release v1.", ["v1.3", "v1.4", "v1.5", "v1.6"]),
    ])
  func words(_ line: String, _ expected: [String]) async throws {
    let bash = try #require(Self.path(of: "bash"))
    let ending = try await sh(
      """
      PATH=$root/bin:$PATH; . "$root/share/bash-completion/completions/weir"; complete -p weir >&2
      COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<<"$COMP_LINE"
      [ "${COMP_LINE%% }" = "$COMP_LINE" ] || COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _weir weir "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}" | sort
      """, with: bash)
    #expect(ending.stderr == "complete -o filenames -F _weir weir\n")
    #expect(ending.stdout.split(separator: "\n").map(String.init) == expected)
  }

  @Test("removing it leaves nothing but what is others', and nothing of an older one stays")
  func removal() async throws {
    let folder = try TemporaryFolder()
    // The script only wants a program that answers; the real one would be copied once more.
    try folder.write(
      """
      #!/bin/sh
      case $1 in --version) echo 1.2.3;; *) printf 'OVERVIEW: Small.\n\nUSAGE: weir\n';; esac
      """, to: "small")
    let old = ["share/man/man1/weir-gone.1", "share/weir/scenarios/gone/scenario.yaml", "bin/other"]
    for name in old { try folder.write("", to: "root/\(name)") }
    let ending = try await Self.sh(
      "chmod +x ../small; '\(Self.script)' ../small \"$root\"", in: folder)
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let files = Set(folder.files)
    #expect(files.isSuperset(of: ["root/bin/weir", "root/bin/other", "root/share/man/man1/weir.1"]))
    #expect(files.isDisjoint(with: old.dropLast().map { "root/\($0)" }))
    _ = try await Self.sh("'\(Self.script)' --remove \"$root\"", in: folder)
    #expect(folder.files.filter { $0.hasPrefix("root/") } == ["root/bin/other"])
  }
}
