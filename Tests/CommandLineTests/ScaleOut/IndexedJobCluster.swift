import Foundation

/// A stand-in for a cluster: its kubelet makes folders of volumes and processes of pods, its Job controller follows the manifest's
/// own rules, and its `kubectl` reaches the pod that waits for commands.
///
/// It does what Kubernetes documents of an Indexed Job and no more: nothing is scheduled, pulled, isolated or limited.
struct IndexedJobCluster {
  /// What befalls a pod.
  enum Fault {
    /// The volume cannot be written to.
    case volumeMissing
    /// The inputs are not there.
    case inputMissing
    /// The node is lost as soon as the shard has done a job.
    case nodeLost
  }

  /// What became of the Job.
  struct Outcome {
    var completed: [Int] = []
    var failed: [Int] = []
    /// The failures of each index that count.
    var failures: [Int: Int] = [:]
    /// The exit codes of the pods of each index.
    var pods: [Int: [Int]] = [:]
    /// The files of jobs, by their numbers in the file system, when a node was lost.
    var filesAtLoss: [String: Int] = [:]
  }

  struct Suspended: Error {}

  let world: IndexedJobWorld
  let manifest: IndexedJobManifest

  /// Creates the objects of a manifest.
  init(_ manifest: IndexedJobManifest, in world: IndexedJobWorld) throws {
    self.world = world
    self.manifest = manifest
    if manifest.configMap.any != nil { try project(manifest.configMap) }
    let claim = manifest.document("PersistentVolumeClaim")["metadata"]["name"].text ?? ""
    for pod in manifest.pods {
      for mount in pod["containers"][0]["volumeMounts"].list where mount["subPath"].text != nil {
        try makeFolder("cluster/\(claim)/\(mount["subPath"].text ?? "")")
      }
    }
    try makeFolder("cluster/empty")
    try world.folder.write("", to: "cluster/file")
    try writeKubectl()
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(at: world.folder.url(of: name), withIntermediateDirectories: true)
  }

  // MARK: The kubelet

  /// Writes the files of a ConfigMap as a kubelet does: into a folder of its own, to which links lead.
  private func project(_ map: IndexedJobManifest.Value) throws {
    let folder = "cluster/\(map["metadata"]["name"].text ?? "")"
    let volume = manifest.pods[0]["volumes"].list.first { $0["configMap"].any != nil }
    for item in volume?["configMap"]["items"].list ?? [] {
      let key = item["key"].text ?? ""
      let base64 = map["binaryData"][key].text.flatMap { Data(base64Encoded: $0) }
      guard let bytes = map["data"][key].text.map({ Data($0.utf8) }) ?? base64, let path = item["path"].text
      else {
        continue
      }
      try world.folder.write(bytes, to: "\(folder)/..version/\(path)")
    }
    let files = FileManager.default
    let tops = try files.contentsOfDirectory(atPath: world.folder.path(of: "\(folder)/..version"))
    try files.createSymbolicLink(
      atPath: world.folder.path(of: "\(folder)/..data"), withDestinationPath: "..version")
    for top in tops {
      try files.createSymbolicLink(
        atPath: world.folder.path(of: "\(folder)/\(top)"), withDestinationPath: "..data/\(top)")
    }
  }

  /// The folders of a pod's mounts, by their paths in it.
  private func mounts(_ pod: IndexedJobManifest.Value, fault: Fault? = nil) -> [(
    path: String, folder: String
  )] {
    pod["containers"][0]["volumeMounts"].list.map { mount in
      let volume = pod["volumes"].list.first { $0["name"].text == mount["name"].text }
      let object = volume?["configMap"]["name"].text ?? volume?["persistentVolumeClaim"]["claimName"].text
      let below = mount["subPath"].text.map { "/\($0)" } ?? ""
      let path = mount["mountPath"].text ?? ""
      let folder =
        switch (fault, path) {
        case (.volumeMissing, "/results"): "cluster/file/none"
        case (.inputMissing, "/input"): "cluster/empty"
        default: "cluster/\(object.map { $0 + below } ?? "empty")"
        }
      return (path, world.folder.path(of: folder))
    }
  }

  /// A word of a pod with the folder in the place of a mount's path, at its beginning or after `--option=`.
  private static func word(_ word: String, _ mounts: [(path: String, folder: String)]) -> String {
    for mount in mounts {
      for prefix in [mount.path, word.prefix { $0 != "=" } + "=" + mount.path]
      where word == prefix || word.hasPrefix(prefix + "/") {
        return prefix.dropLast(mount.path.count) + mount.folder + word.dropFirst(prefix.count)
      }
    }
    return word
  }

  /// Runs a shard's pod to its end.
  private func pod(_ index: Int, fault: Fault?) async throws -> Int {
    let pod = manifest.pods[0]
    let container = pod["containers"][0]
    let mounts = mounts(pod, fault: fault)
    let words = manifest.words.map { $0 == "weir" ? WeirCommand.executable.path : Self.word($0, mounts) }
    let place = Self.word(container["workingDir"].text ?? "", mounts)
    var weir = world.weir
    for variable in container["env"].list {
      weir.environment[variable["name"].text ?? ""] = Self.word(variable["value"].text ?? "", mounts)
    }
    weir.environment["JOB_COMPLETION_INDEX"] = "\(index)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let line = words.map(IndexedJobWorld.quoted).joined(separator: " ")
    let running = try weir.start(
      ["-c", "cd \(IndexedJobWorld.quoted(place)) && exec \(line)"],
      executable: URL(fileURLWithPath: "/bin/sh"))
    if fault == .nodeLost {
      let first = "\(results)/jobs/\(index).sqlite"
      _ = await running.signal(SIGKILL) { FileManager.default.fileExists(atPath: first) }
    }
    return Int(await running.ending().exitCode)
  }

  /// The folder of the results.
  private var results: String { Self.word("/results", mounts(manifest.pods[1])) }

  /// The files of jobs that are done, by their numbers in the file system.
  var jobFiles: [String: Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: results + "/jobs")) ?? []
    let numbers = names.filter { $0.hasSuffix(".sqlite") }.map { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(results)/jobs/\(name)")
      return (name, attributes?[.systemFileNumber] as? Int ?? 0)
    }
    return Dictionary(uniqueKeysWithValues: numbers)
  }

  // MARK: The Job controller

  /// Runs the Job to its end; `faults` befall the first pods of an index.
  func run(_ faults: [Int: [Fault]] = [:]) async throws -> Outcome {
    guard !isSuspended else { throw Suspended() }
    var outcome = Outcome()
    var waiting = Array(0..<(manifest.job["completions"].number ?? 0))
    while !waiting.isEmpty, outcome.failed.count <= manifest.job["maxFailedIndexes"].number ?? .max {
      let index = waiting.removeFirst()
      let before = outcome.pods[index, default: []].count
      let fault = faults[index].flatMap { before < $0.count ? $0[before] : nil }
      let code = try await pod(index, fault: fault)
      outcome.pods[index, default: []].append(code)
      if fault == .nodeLost { outcome.filesAtLoss = jobFiles }
      // Whatever the process came to, nobody hears of it from a lost node.
      if code == 0, fault != .nodeLost {
        outcome.completed.append(index)
        continue
      }
      switch manifest.action(
        exitCode: code, conditions: fault == .nodeLost ? ["DisruptionTarget": "True"] : [:])
      {
      case "FailIndex": outcome.failed.append(index)
      case "Ignore": waiting.append(index)
      default:
        outcome.failures[index, default: 0] += 1
        let isOver = outcome.failures[index, default: 0] > manifest.job["backoffLimitPerIndex"].number ?? 0
        if isOver { outcome.failed.append(index) } else { waiting.append(index) }
      }
    }
    outcome.completed.sort()
    return outcome
  }

  private var isSuspended: Bool {
    let patch = world.folder.read("cluster/patch").flatMap { try? JSONText($0)["spec"] as? [String: Bool] }
    return patch?["suspend"] ?? manifest.job["suspend"].truth ?? false
  }

  // MARK: kubectl

  /// Runs a command of the manifest's comment where its owner is.
  func command(_ line: String) async throws -> WeirCommand.Ending {
    try await world.run(line, path: world.folder.path(of: "cluster/bin"))
  }

  private func writeKubectl() throws {
    let mounts = mounts(manifest.pods[1])
    let places = mounts.map { mount in
      let folder = IndexedJobWorld.quoted(mount.folder)
      return """
          \(mount.path) | \(mount.path)/*) word=\(folder)"${word#\(mount.path)}" ;;
          --chdir=\(mount.path)/*) word=--chdir=\(folder)"${word#--chdir=\(mount.path)}" ;;
        """
    }
    let folder = Self.word(manifest.pods[1]["containers"][0]["workingDir"].text ?? "", mounts)
    let text = """
      #!/bin/bash
      place() {
        word=$1
        case $word in
      \(places.joined(separator: "\n"))
        esac
      }
      verb=$1
      shift
      case $verb in
      exec)
        if [ "$1" = -i ]; then shift; else exec </dev/null; fi
        [ "$1 $2" = "\(manifest.name)-files --" ] || exit 99
        shift 2
        words=()
        for each; do
          place "$each"
          words+=("$word")
        done
        cd \(IndexedJobWorld.quoted(folder)) && exec "${words[@]}"
        ;;
      cp)
        [ "${1%%:*}" = "\(manifest.name)-files" ] || exit 99
        place "${1#*:}"
        cp "$word" "$2"
        ;;
      patch)
        [ "$1 $2 $3 $4" = "job \(manifest.name) --type=merge --patch" ] || exit 99
        printf '%s' "$5" >\(IndexedJobWorld.quoted(world.folder.path(of: "cluster/patch")))
        ;;
      *) printf 'not here: %s\\n' "$verb $*" ;;
      esac
      """
    try world.folder.write(text, to: "cluster/bin/kubectl")
    let files = FileManager.default
    try files.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: world.folder.path(of: "cluster/bin/kubectl"))
    try files.createSymbolicLink(
      at: world.folder.url(of: "cluster/bin/weir"), withDestinationURL: WeirCommand.executable)
  }
}
