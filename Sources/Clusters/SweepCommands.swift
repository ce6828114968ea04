/// What stands above the manifest: what it is, and the commands with which people run it.
struct SweepCommands {
  private let sweep: ShardedSweep
  private let name: String
  private let places: InputPlaces
  private let isInVolume: Bool

  /// Creates the commands for a sweep whose inputs are in its volume, or in a ConfigMap.
  init(of sweep: ShardedSweep, name: ObjectName, places: InputPlaces, isInVolume: Bool) {
    self.sweep = sweep
    self.name = name.text
    self.places = places
    self.isInVolume = isInVolume
  }

  /// Lines of comments, of which no name or word can make anything else.
  var comment: String {
    let steps = [
      submit, watch, again,
      Step(
        "Make one database of the results, the same bytes as on one machine, and fetch it:",
        [
          merge(["--out", database]),
          "kubectl cp \(name)-files:\(database) \(name).sqlite",
        ]),
      Step("Clean up; this deletes the results as well:", ["kubectl delete -f FILE"]),
    ]
    let lines = about + steps.flatMap { ["", $0.purpose] + $0.commands.map { "  " + $0 } }
    return lines.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  }

  private struct Step {
    let purpose: String
    let commands: [String]

    init(_ purpose: String, _ commands: [String]) {
      self.purpose = purpose
      self.commands = commands
    }
  }

  private var about: [String] {
    let measured = sweep.measured
    let seconds = Int(exactly: measured.seconds.rounded(.up)).map { "\($0) s" } ?? "an unknown time"
    let cores = sweep.cores == 1 ? "1 core" : "\(sweep.cores) cores"
    return [
      "The sweep \(YAMLText.quoted(sweep.name)) as an Indexed Job of Kubernetes: \(sweep.jobs) jobs in \(sweep.shards) shards.",
      "Made by weir \(YAMLText.quoted(sweep.version)); specification \(YAMLText.quoted(sweep.specification)).",
      "Measured where this was made: the longest shard takes \(seconds) on \(cores) and \(mebibytes(measured.memory)) of memory;",
      "all results take \(mebibytes(measured.results)).",
      "",
      "This manifest is tested against the published schema and with a stand-in for the Job controller, not on a cluster.",
      "It wants Kubernetes 1.29 or later. FILE is this file; add -n NAMESPACE to every kubectl where it is not the default.",
    ]
  }

  private var submit: Step {
    guard isInVolume else {
      return Step(
        "Submit (client-side apply would want all inputs in an annotation of at most 256 KiB):", [apply])
    }
    let files = places.files.map { ShellText.quoted("./\($0.path)") }.joined(separator: " ")
    let folders = places.emptyFolders.map { ShellText.quoted("\(InputPlaces.mount)/\($0)") }
    let make = "kubectl exec \(name)-files -- mkdir -p \(folders.joined(separator: " "))"
    return Step(
      "Submit; no ConfigMap can hold the inputs, so copy them into the volume, then let the Job begin:",
      [
        apply,
        "kubectl wait --for=condition=Ready --timeout=10m pod/\(name)-files",
        "tar -C \(ShellText.quoted(places.root)) -chf - \(files)"
          + " | kubectl exec -i \(name)-files -- tar -C \(InputPlaces.mount) -xf -",
      ] + (folders.isEmpty ? [] : [make]) + release)
  }

  private var watch: Step {
    Step(
      "Watch. Where a shard fails, waiting goes on until its timeout; the last command prints which shards have work left:",
      [
        "kubectl get job \(name)",
        "kubectl get job \(name) -o jsonpath='done: {.status.completedIndexes} failed: {.status.failedIndexes}{\"\\n\"}'",
        "kubectl wait --for=condition=complete --timeout=24h job/\(name)",
        "kubectl logs --tail=20 -l batch.kubernetes.io/job-name=\(name),batch.kubernetes.io/job-completion-index=0",
        merge(["--check", "--shards", "\(sweep.shards)"]),
      ])
  }

  private var again: Step {
    Step(
      "Run what failed again, once its cause is gone; jobs that are done are skipped:",
      ["kubectl delete job \(name)", apply] + release)
  }

  /// Server-side: client-side apply would copy all of the manifest into an annotation.
  private var apply: String { "kubectl apply --server-side -f FILE" }

  /// Lets a Job begin that waits for inputs.
  private var release: [String] {
    isInVolume
      ? ["kubectl patch job \(name) --type=merge --patch '{\"spec\":{\"suspend\":false}}'"] : []
  }

  private var database: String { "\(SweepPod.results)/\(name).sqlite" }

  /// `weir merge` with more words, in the pod that waits for commands.
  private func merge(_ more: [String]) -> String {
    let words = ["weir", "merge"] + sweep.arguments.map(places.word) + ["--in", SweepPod.results] + more
    // With the inputs in the volume the pod is not in the current folder: it began before that was there.
    let isElsewhere = isInVolume && places.workingDirectory != InputPlaces.mount
    let folder = isElsewhere ? ["env", "--chdir=\(places.workingDirectory)"] : []
    return "kubectl exec \(name)-files -- " + (folder + words).map(ShellText.quoted).joined(separator: " ")
  }

  private func mebibytes(_ bytes: Int) -> String {
    "\(Int((Double(max(bytes, 0)) / 0x1p20).rounded(.up))) MiB"
  }
}
