import Foundation

/// A Slurm of two nodes of two cores each, all on this machine and on its loopback alone, with a munge of its own.
///
/// Its daemons belong to a shell that waits for the end of its input. So nothing of the cluster outlives the test, however that ends:
/// the shell then ends every process whose environment names the cluster's folder, which all that Slurm starts inherits, and
/// removes the folder.
final class SlurmCluster {
  /// Why a cluster could not be used.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What a program left behind.
  struct Ending: Sendable, Equatable {
    let stdout: String
    let exitCode: Int32
  }

  /// Whether this machine has what is needed. Slurm changes users to that of a job, which only root may do.
  static var canRun: Bool {
    let programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo"]
    return getuid() == 0
      && programs.allSatisfy { program in
        searchPath.split(separator: ":").contains {
          FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
      }
  }

  static let searchPath = "/usr/sbin:/usr/bin:/sbin:/bin"

  let folder: TemporaryFolder
  private let keeper = Process()
  private let orders = Pipe()

  /// Starts the daemons and waits until both nodes are idle.
  init() throws {
    folder = try TemporaryFolder()
    let host = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    try folder.write(
      Self.configuration(
        folder: folder.url.path, host: host.prefix { $0 != "." && $0 != "\n" }, ports: SlurmPorts.free(3)),
      to: "slurm.conf")
    // A thread of the tests may block signals, which a process inherits.
    keeper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    keeper.arguments = ["--default-signal", "/bin/bash", "-c", Self.keeping, "bash", folder.url.path]
    keeper.environment = ["PATH": Self.searchPath]
    keeper.standardInput = orders
    keeper.standardOutput = try folder.create("keeper.log")
    keeper.standardError = keeper.standardOutput
    try keeper.run()
    do {
      try wait("both nodes idle") {
        try run("sinfo", "-h", "-N", "-o", "%N %T").stdout == "n1 idle\nn2 idle\n"
      }
    } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  /// Ends all that belongs to the cluster, and waits for that.
  func stop() {
    guard keeper.isRunning else { return }
    try? orders.fileHandleForWriting.close()
    keeper.waitUntilExit()
  }

  /// Ends a node's daemon and all that runs on it, as the loss of its power would, as soon as a shard is in the middle of its work there.
  func lose(_ node: String) throws {
    try orders.fileHandleForWriting.write(contentsOf: Data("\(node)\n".utf8))
    try wait("the end of \(node)") { FileManager.default.fileExists(atPath: folder.path(of: "\(node).lost")) }
  }

  /// Runs a program with the cluster as its Slurm, in a folder, to its end.
  @discardableResult
  func run(_ words: String..., in directory: URL? = nil) throws -> Ending {
    let process = Process()
    let output = "output-\(UUID().uuidString)"
    let messages = try FileHandle(forWritingTo: folder.url(of: "keeper.log"))
    try messages.seekToEnd()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.environment = ["PATH": Self.searchPath, "SLURM_CONF": folder.path(of: "slurm.conf")]
    process.currentDirectoryURL = directory ?? folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.create(output)
    process.standardError = messages
    try process.run()
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: folder.url(of: output)) }
    return Ending(stdout: folder.read(output) ?? "", exitCode: process.terminationStatus)
  }

  /// The states of all jobs, an array's one by one.
  func states() throws -> [String] {
    try run("squeue", "-h", "--array", "--states=all", "-o", "%T").stdout.split(separator: "\n").map(
      String.init)
  }

  /// Waits until no job waits or runs.
  func waitForJobs() throws {
    try wait("the end of all jobs") {
      let squeue = try run("squeue", "-h")
      return squeue.exitCode == 0 && squeue.stdout == ""
    }
  }

  /// Waits for a condition, on the thread of the caller; ten minutes are far more than any takes.
  func wait(_ what: String, until condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: 600)
    while !(try condition()) {
      guard Date() < deadline else { throw Failure(description: "waited in vain for \(what)\n\(report)") }
      usleep(100_000)
    }
  }

  /// The last that the daemons said.
  var report: String {
    ["munged", "slurmctld", "n1", "n2", "keeper"].map { name in
      "\(name):\n"
        + (folder.read("\(name).log") ?? "").split(separator: "\n").suffix(20).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Processes that belong to the cluster still.
  var survivors: [Int32] {
    let mark = Data("SLURM_CONF=\(folder.url.path)/".utf8)
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.compactMap(Int32.init).filter { process in
      FileManager.default.contents(atPath: "/proc/\(process)/environ")?.range(of: mark) != nil
    }
  }

  // MARK: The daemons

  /// Each node reads a configuration of its own name, by which its processes are known: its daemon's, and those of all jobs on it.
  private static let keeping = #"""
    folder=$1
    marked() { grep -lzsF "SLURM_CONF=$folder/$1" /proc/[0-9]*/environ | cut -d/ -f3; }
    end() {
      local processes quiet=0
      while ((quiet < 3)); do
        processes=$(marked "$1")
        if [[ -n $processes ]]; then quiet=0; kill -KILL $processes; else ((quiet++)); fi
        sleep 0.05
      done
    }
    # Halts all of a node for a look, lets it go on until a shard is in the middle of its work, and ends what is halted.
    lose() {
      local processes
      for ((tries = 0; tries < 600; tries++)); do
        processes=$(marked "$1.conf")
        kill -STOP $processes
        grep -qs '(weir) T' $(printf '/proc/%s/stat ' $processes) && break
        kill -CONT $processes
        sleep 0.05
      done
      end "$1.conf"
      : >"$folder/$1.lost"
    }
    start() {
      local name=$1
      shift
      "$@" >"$folder/$name.log" 2>&1 </dev/null &
    }
    umask 022
    mkdir "$folder"/{munge,state,n1,n2}
    (umask 277; head -c 1024 /dev/urandom >"$folder/munge/key")
    # Not in the environment of this shell: it would end itself.
    SLURM_CONF=$folder/slurm.conf start munged munged --force --foreground --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
      --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
    for ((tries = 0; tries < 600; tries++)); do
      [[ -S $folder/munge/socket ]] && break
      sleep 0.05
    done
    SLURM_CONF=$folder/slurm.conf start slurmctld slurmctld -D -i
    for node in n1 n2; do
      ln -s slurm.conf "$folder/$node.conf"
      SLURM_CONF=$folder/$node.conf start $node slurmd -D -N $node
    done
    # Not before: what a process ignores, so do those that it starts.
    trap '' INT TERM HUP
    while read -r node; do lose "$node"; done
    end ''
    rm -rf "$folder"
    """#

  /// No cgroups, which a container may not have; so Slurm holds no job to its memory. The loss of a node is noticed in seconds rather than
  /// minutes, and a node that was taken for lost because the machine was busy comes back by itself.
  private static func configuration(folder: String, host: Substring, ports: [UInt16]) -> String {
    """
    ClusterName=weir
    SlurmctldHost=\(host)(127.0.0.1)
    SlurmctldPort=\(ports[0])
    SlurmUser=root
    AuthType=auth/munge
    # A job that is queued again waits until its old credential is void.
    AuthInfo=socket=\(folder)/munge/socket,cred_expire=5
    CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
    StateSaveLocation=\(folder)/state
    SlurmdSpoolDir=\(folder)/%n
    SlurmctldPidFile=\(folder)/slurmctld.pid
    SlurmdPidFile=\(folder)/%n.pid
    ProctrackType=proctrack/linuxproc
    TaskPlugin=task/none
    JobAcctGatherType=jobacct_gather/none
    MpiDefault=none
    SlurmdParameters=config_overrides
    SelectType=select/cons_tres
    SelectTypeParameters=CR_Core_Memory
    SchedulerType=sched/backfill
    SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
    SlurmdTimeout=6
    MessageTimeout=5
    KillWait=5
    ReturnToService=2
    NodeName=n1 NodeHostname=\(host) NodeAddr=127.0.0.1 Port=\(ports[1]) CPUs=2 RealMemory=4096 Weight=2
    # Shards go to the node that is to be lost first, so that none is lost without any.
    NodeName=n2 NodeHostname=\(host) NodeAddr=127.0.0.1 Port=\(ports[2]) CPUs=2 RealMemory=4096 Weight=1
    PartitionName=main Nodes=n1,n2 Default=YES

    """
  }
}
