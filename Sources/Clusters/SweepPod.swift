/// What the pods of a sweep are made of: those that run a shard, and the one through which people reach the volume.
struct SweepPod {
  let name: ObjectName
  let image: String
  let places: InputPlaces
  /// Nil where the inputs are in the volume.
  let map: InputMap?
  let sizes: PodSizes

  /// The pod of a shard.
  func shard(of sweep: ShardedSweep) -> String {
    let words =
      ["sweep"] + sweep.arguments.map(places.word)
      + ["--shard=auto/\(sweep.shards)", "--out=\(Self.results)", "--jobs=\(sweep.cores)", "--quiet"]
    return """
      restartPolicy: Never
      terminationGracePeriodSeconds: 30
      \(security)
      containers:
        - name: weir
          image: \(YAMLText.quoted(image))
          command: [weir]
          args:
            \(YAMLText.indented(words.map(Self.argument).joined(separator: "\n"), by: 6))
          workingDir: \(YAMLText.quoted(places.workingDirectory))
          \(YAMLText.indented(container(cores: "\(sweep.cores)", isInputFixed: true), by: 4))
      \(volumes)
      """
  }

  /// The pod that waits for commands.
  var files: String {
    // A folder in the volume is there only after inputs have been copied into it; a container cannot start in it before.
    let folder = map == nil ? InputPlaces.mount : places.workingDirectory
    return """
      restartPolicy: Always
      terminationGracePeriodSeconds: 1
      \(security)
      containers:
        - name: files
          image: \(YAMLText.quoted(image))
          command: [sleep, infinity]
          workingDir: \(YAMLText.quoted(folder))
          \(YAMLText.indented(container(cores: "100m", isInputFixed: map != nil), by: 4))
      \(volumes)
      """
  }

  /// Where the volume of the results is in the pods.
  static let results = "/results"

  /// An element of `args`, where Kubernetes makes values of `$(NAME)` and one `$` of two.
  private static func argument(_ word: String) -> String {
    let doubled = word.unicodeScalars.map { $0 == "$" ? "$$" : String($0) }.joined()
    return "- " + YAMLText.quoted(doubled)
  }

  private var security: String {
    """
    automountServiceAccountToken: false
    securityContext:
      runAsNonRoot: true
      runAsUser: 65532
      runAsGroup: 65532
      fsGroup: 65532
      fsGroupChangePolicy: OnRootMismatch
      seccompProfile:
        type: RuntimeDefault
    """
  }

  private func container(cores: String, isInputFixed: Bool) -> String {
    """
    env:
      - name: TMPDIR
        value: /tmp
    resources:
      requests:
        cpu: \(cores)
        memory: \(sizes.memoryRequest)
      limits:
        memory: \(sizes.memoryLimit)
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
      - name: \(map == nil ? "results" : "input")
        mountPath: \(InputPlaces.mount)\(map == nil ? "\n    subPath: input" : "")
        readOnly: \(isInputFixed)
      - name: results
        mountPath: \(Self.results)
        subPath: results
      - name: tmp
        mountPath: /tmp
    """
  }

  private var volumes: String {
    let input = map.map { map in
      """
        - name: input
          configMap:
            name: \(name.text)-input
            items:
              \(YAMLText.indented(map.items.isEmpty ? "[]" : map.items, by: 8))
      """
    }
    let rest = """
        - name: results
          persistentVolumeClaim:
            claimName: \(name.text)-results
        - name: tmp
          emptyDir:
            sizeLimit: \(sizes.scratch)
      """
    return (["volumes:", input, rest].compactMap(\.self)).joined(separator: "\n")
  }
}
