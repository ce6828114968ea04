import Testing

/// What Kubernetes, or the contract of shards, wants of a manifest and the published schema does not say.
struct IndexedJobRule: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// What is replaced in a manifest for the rule not to hold.
  let damage: (old: String, new: String)
  let holds: @Sendable (IndexedJobManifest) -> Bool

  private init(
    _ description: String, damage old: String, _ new: String,
    holds: @escaping @Sendable (IndexedJobManifest) -> Bool
  ) {
    testDescription = description
    damage = (old, new)
    self.holds = holds
  }

  static let all = objects + retries + references + pods

  // MARK: Objects

  private static let objects = [
    IndexedJobRule("there are an input, a volume, a Job and a pod", damage: "kind: Pod\n", "kind: Secret\n") {
      $0.documents.map { $0["kind"].text } == ["ConfigMap", "PersistentVolumeClaim", "Job", "Pod"]
    },
    IndexedJobRule(
      "names are labels of DNS with room for the index", damage: "name: weir-grid", "name: weir_grid"
    ) {
      let names = $0.documents.map { $0["metadata"]["name"].text ?? "" } + [$0.name + "-9999999"]
      return Set(names).count == names.count
        && names.allSatisfy { $0.utf8.count <= 63 && $0.wholeMatch(of: /[a-z]([-a-z0-9]*[a-z0-9])?/) != nil }
    },
    IndexedJobRule("the namespace is kubectl's", damage: "metadata:\n", "metadata:\n  namespace: default\n") {
      $0.documents.allSatisfy { $0["metadata"]["namespace"].any == nil }
    },
    IndexedJobRule("the inputs cannot change", damage: "immutable: true", "immutable: false") {
      $0.configMap["immutable"].truth == true
    },
    IndexedJobRule("pods on all nodes may write", damage: "[ReadWriteMany]", "[ReadWriteOnce]") {
      $0.document("PersistentVolumeClaim")["spec"]["accessModes"].texts == ["ReadWriteMany"]
    },
  ]

  // MARK: Retries

  private static let retries = [
    IndexedJobRule("pods have an index", damage: "completionMode: Indexed", "completionMode: Indxed") {
      $0.job["completionMode"].text == "Indexed"
    },
    IndexedJobRule("there are as many indexes as shards", damage: "completions: 3", "completions: 4") {
      manifest in
      manifest.job["completions"].number.map { manifest.words.contains("--shard=auto/\($0)") } ?? false
    },
    IndexedJobRule("all shards may run at once", damage: "parallelism: 3", "parallelism: 1") {
      $0.job["parallelism"].number == $0.job["completions"].number
    },
    IndexedJobRule(
      "a pod ends with its container", damage: "restartPolicy: Never", "restartPolicy: OnFailure"
    ) {
      $0.pods[0]["restartPolicy"].text == "Never"
    },
    IndexedJobRule(
      "each index has retries of its own", damage: "backoffLimitPerIndex: 3", "backoffLimit: 3"
    ) {
      $0.job["backoffLimitPerIndex"].number == 3 && $0.job["backoffLimit"].any == nil
    },
    IndexedJobRule(
      "no failed index ends the others", damage: "maxFailedIndexes: 3", "maxFailedIndexes: 2"
    ) {
      $0.job["maxFailedIndexes"].number == $0.job["completions"].number
    },
    IndexedJobRule(
      "a pod is replaced when it has ended", damage: "podReplacementPolicy: Failed",
      "podReplacementPolicy: TerminatingOrFailed"
    ) {
      $0.job["podReplacementPolicy"].text == "Failed"
    },
    IndexedJobRule("exactly 64 and 65 are never tried again", damage: "[64, 65]", "[64, 75]") { manifest in
      (1...255).allSatisfy { (manifest.action(exitCode: $0) == "FailIndex") == [64, 65].contains($0) }
    },
    IndexedJobRule(
      "the exit codes are those of a container that there is", damage: "containerName: weir",
      "containerName: wier"
    ) { manifest in
      let names = manifest.pods[0]["containers"].list.map { $0["name"].text }
      return manifest.failureRules.map { $0.value["onExitCodes"] }.filter { $0.any != nil }
        .allSatisfy { names.contains($0["containerName"].text) }
    },
    IndexedJobRule("a lost node costs no retry", damage: "status: \"True\"", "status: \"true\"") {
      $0.action(exitCode: 137, conditions: ["DisruptionTarget": "True"]) == "Ignore"
        && $0.action(exitCode: 137, conditions: ["DisruptionTarget": "False"]) == nil
    },
  ]

  // MARK: References

  private static let references = [
    IndexedJobRule("every mount is of a volume that there is", damage: "- name: tmp\n", "- name: temp\n") {
      $0.pods.allSatisfy { pod in
        let names = pod["volumes"].list.map { $0["name"].text }
        return pod["containers"][0]["volumeMounts"].list.allSatisfy { names.contains($0["name"].text) }
          && Set(names).count == names.count
      }
    },
    IndexedJobRule(
      "every volume is of an object that there is", damage: "claimName: weir", "claimName: other"
    ) {
      manifest in
      manifest.pods.flatMap { $0["volumes"].list }.allSatisfy { volume in
        volume["emptyDir"].any != nil
          || volume["configMap"]["name"].text.map { $0 == manifest.configMap["metadata"]["name"].text }
            ?? (volume["persistentVolumeClaim"]["claimName"].text
              == manifest.document("PersistentVolumeClaim")["metadata"]["name"].text)
      }
    },
    IndexedJobRule("every key is there, and used", damage: "{key: \"0-", "{key: \"9-") { manifest in
      let keys = manifest.configMap["data"].keys + manifest.configMap["binaryData"].keys
      return Set(keys).count == keys.count
        && manifest.items.allSatisfy { Set($0.map { $0["key"].text ?? "" }) == Set(keys) }
    },
    IndexedJobRule("keys are as Kubernetes wants them", damage: "\"0-", "\"/0-") { manifest in
      (manifest.configMap["data"].keys + manifest.configMap["binaryData"].keys).allSatisfy {
        $0.utf8.count <= 253 && !$0.hasPrefix("..") && $0.wholeMatch(of: /[-._a-zA-Z0-9]+/) != nil
      }
    },
    IndexedJobRule("paths stay below the mount, each once", damage: "path: \"", "path: \"../") { manifest in
      manifest.items.allSatisfy { items in
        let paths = items.map { $0["path"].text ?? "" }
        return Set(paths).count == paths.count
          && paths.allSatisfy { path in
            let steps = path.components(separatedBy: "/")
            return !steps.contains("") && !steps.contains("..") && !path.hasPrefix("..")
          }
      }
    },
    IndexedJobRule("both pods see the same folders", damage: "subPath: results", "subPath: other") {
      manifest in
      let mounts = manifest.pods.map { pod in
        pod["containers"][0]["volumeMounts"].list.map { mount in
          ["name", "mountPath", "subPath"].map { mount[$0].text ?? "" }
        }
      }
      return mounts[0] == mounts[1] && mounts[0].count == 3
        && manifest.pods[0]["containers"][0]["image"].text == manifest.pods[1]["containers"][0]["image"].text
    },
    IndexedJobRule("results go to the volume", damage: "--out=/results", "--out=/tmp/results") { manifest in
      manifest.mount(at: "/results").contains {
        manifest.words.contains("--out=\($0["mountPath"].text ?? "")")
      }
    },
    IndexedJobRule("inputs are not written to", damage: "readOnly: true", "readOnly: false") { manifest in
      manifest.mount(at: "/input").map { $0["readOnly"].truth } == [true]
    },
    IndexedJobRule(
      "temporary files go to a folder of bounded size", damage: "sizeLimit: 1Gi", "medium: Memory"
    ) { manifest in
      let environment = manifest.pods[0]["containers"][0]["env"].list.first { $0["name"].text == "TMPDIR" }
      let mounts = manifest.mount(at: environment?["value"].text ?? "").compactMap { $0["name"].text }
      let volumes = manifest.pods[0]["volumes"].list.filter { mounts.contains($0["name"].text ?? "") }
      return volumes.count == 1 && volumes[0]["emptyDir"]["sizeLimit"].text != nil
    },
  ]

  // MARK: Pods

  private static let pods = [
    IndexedJobRule("a shard asks for the cores that it uses", damage: "--jobs=1", "--jobs=2") { manifest in
      let resources = manifest.pods[0]["containers"][0]["resources"]
      return resources["requests"]["cpu"].number.map { manifest.words.contains("--jobs=\($0)") } ?? false
        && resources["limits"]["cpu"].any == nil
    },
    IndexedJobRule("memory has a limit", damage: "limits:\n", "claims:\n") {
      $0.pods.allSatisfy {
        $0["containers"][0]["resources"]["limits"]["memory"].text?.hasSuffix("Mi") ?? false
      }
    },
    IndexedJobRule("pods are not root", damage: "runAsUser: 65532", "runAsUser: 0") {
      $0.pods.allSatisfy { pod in
        let context = pod["securityContext"]
        return context["runAsNonRoot"].truth == true && context["fsGroup"].number != nil
          && context["runAsUser"].number.map { $0 > 0 } ?? false
      }
    },
    IndexedJobRule(
      "pods cannot call the API server", damage: "ServiceAccountToken: false", "ServiceAccountToken: true"
    ) {
      $0.pods.allSatisfy { $0["automountServiceAccountToken"].truth == false }
    },
    IndexedJobRule("system calls are confined", damage: "RuntimeDefault", "Unconfined") {
      $0.pods.allSatisfy { $0["securityContext"]["seccompProfile"]["type"].text == "RuntimeDefault" }
    },
    IndexedJobRule("containers have no privileges", damage: "drop: [ALL]", "drop: [NET_RAW]") {
      $0.pods.allSatisfy { pod in
        let context = pod["containers"][0]["securityContext"]
        return context["allowPrivilegeEscalation"].truth == false
          && context["readOnlyRootFilesystem"].truth == true
          && context["capabilities"]["drop"].texts == ["ALL"]
      }
    },
  ]
}

extension IndexedJobManifest {
  /// What the first rule that is about a failed pod does with it; nil where none is.
  func action(exitCode: Int, conditions: [String: String] = [:]) -> String? {
    let container = pods[0]["containers"][0]["name"].text ?? ""
    let rule = failureRules.first {
      $0.matches(exitCode: exitCode, container: container, conditions: conditions)
    }
    return rule?.value["action"].text
  }

  /// The items of the ConfigMap in each pod.
  fileprivate var items: [[Value]] {
    pods.map { $0["volumes"].list.flatMap { $0["configMap"]["items"].list } }
  }

  /// What shards mount at a path.
  fileprivate func mount(at path: String) -> [Value] {
    pods[0]["containers"][0]["volumeMounts"].list.filter { $0["mountPath"].text == path }
  }
}
