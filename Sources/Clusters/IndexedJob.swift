/// The objects with which Kubernetes runs the shards of a sweep: an Indexed Job with its inputs and a volume.
public struct IndexedJob: Sendable {
  /// A file that the shards read.
  public struct File: Sendable {
    /// Its absolute path on this machine.
    public let path: String
    /// What is in it, or the beginning of that.
    public let bytes: [UInt8]
    /// How many bytes it has.
    public let size: Int

    /// Creates a file.
    public init(path: String, bytes: [UInt8]) {
      self.init(path: path, beginning: bytes, size: bytes.count)
    }

    /// Creates a file that need not be read to its end, being larger than any manifest.
    public init(path: String, beginning bytes: [UInt8], size: Int) {
      self.path = path
      self.bytes = bytes
      self.size = size
    }
  }

  private let sweep: ShardedSweep
  private let name: ObjectName
  private let places: InputPlaces
  /// Nil where the inputs are copied into the volume.
  private let map: InputMap?
  private let pod: SweepPod
  private let sizes: PodSizes

  /// Creates the objects.
  ///
  /// - Parameters:
  ///   - image: The container image with Weir in it.
  ///   - directory: The absolute path of the folder from which the relative paths of the arguments count.
  ///   - files: All that the shards read; of two with one path, the first.
  public init(of sweep: ShardedSweep, image: String, directory: String, files: [File]) {
    self.sweep = sweep
    name = ObjectName(of: sweep)
    places = InputPlaces(of: files, words: sweep.arguments, directory: directory)
    map = InputMap(of: places)
    sizes = PodSizes(
      of: sweep, inputsInVolume: map == nil ? places.files.reduce(0) { $0 + Double($1.file.size) } : 0)
    pod = SweepPod(name: name, image: image, places: places, map: map, sizes: sizes)
  }

  /// The manifest; the same for the same values, and as long as the inputs.
  public var text: String {
    let commands = SweepCommands(of: sweep, name: name, places: places, isInVolume: map == nil)
    let documents = [map.map(configMap), claim, job, files].compactMap(\.self)
    return commands.comment + documents.map { "---\n" + $0 }.joined()
  }

  private func head(_ apiVersion: String, _ kind: String, _ name: String, component: String) -> String {
    """
    apiVersion: \(apiVersion)
    kind: \(kind)
    metadata:
      name: \(name)
      labels:
        \(YAMLText.indented(self.name.labels(component: component), by: 4))

    """
  }

  private func configMap(_ map: InputMap) -> String {
    head("v1", "ConfigMap", "\(name.text)-input", component: "input") + "immutable: true\n" + map.contents
  }

  private var claim: String {
    head("v1", "PersistentVolumeClaim", "\(name.text)-results", component: "results") + """
      spec:
        # Shards on several nodes write at once. Where no storage class offers that, put ReadWriteOnce here before it is applied for the first
        # time, and pin all pods to one node: nodeSelector: {kubernetes.io/hostname: NODE} in the Job's template and in the Pod below.
        # Group 65532 must be able to write there, which fsGroup cares for where the class supports it.
        accessModes: [ReadWriteMany]
        # Where the default class is another one: storageClassName: NAME
        resources:
          requests:
            storage: \(sizes.volume)

      """
  }

  // Above 10⁵ indexes Kubernetes takes no more than 10⁴ for either of the two limits.
  private var limit: Int { sweep.shards > 100_000 ? 10_000 : sweep.shards }

  private var job: String {
    head("batch/v1", "Job", name.text, component: "shard") + """
      spec:
        completionMode: Indexed
        completions: \(sweep.shards)
        # How many shards run at once; fewer leave room for others.
        parallelism: \(limit)\(map == nil ? "\n  suspend: true" : "")
        # A shard that fails is tried three times more; one that cannot succeed does not end the others.
        backoffLimitPerIndex: 3
        maxFailedIndexes: \(limit)
        podReplacementPolicy: Failed
        podFailurePolicy:
          rules:
            # 64: the command line or an input is wrong; 65: a job can never be done, and the others are. Neither is tried again.
            - action: FailIndex
              onExitCodes:
                containerName: weir
                operator: In
                values: [64, 65]
            # A node that is lost or drained is not the shard's fault.
            - action: Ignore
              onPodConditions:
                - type: DisruptionTarget
                  status: "True"
        template:
          metadata:
            labels:
              \(YAMLText.indented(name.labels(component: "shard"), by: 8))
          spec:
            \(YAMLText.indented(pod.shard(of: sweep), by: 6))

      """
  }

  private var files: String {
    head("v1", "Pod", "\(name.text)-files", component: "files") + """
      spec:
        \(YAMLText.indented(pod.files, by: 2))

      """
  }
}
