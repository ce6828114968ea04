import Foundation
import Results
import Synchronization

/// The folder of a sweep's jobs: `jobs/NUMBER.sqlite` for each that is done, and nothing else that counts.
///
/// Several processes on several machines may write it at once, even the same job: a file comes whole and under its name at once, by
/// renaming, with the SHA-256 of the database behind it. SQLite never opens a file there, since locks of shared folders cannot be trusted.
public struct SweepFolder: Sendable {
  /// What is known of a job.
  enum State {
    /// Nothing is there.
    case missing
    /// Its result is there, whole.
    case finished(StoredRun)
    /// Its file cannot be used; why. Running it again replaces it.
    case unusable(String)
    /// Its file was written by another version of Weir, which is named. Running it again replaces it.
    case otherVersion(String)
    /// Its file belongs to something else; what.
    case foreign(String)
  }

  /// The folder, as it was given.
  public let path: String
  let plan: SweepPlan

  var jobs: String { "\(path)/jobs" }

  /// The folder at `path` for the jobs of `plan`; nothing is created.
  public init(path: String, plan: SweepPlan) {
    self.path = path
    self.plan = plan
  }

  /// The file of a job.
  func file(of job: Int) -> String { "\(jobs)/\(job).sqlite" }

  private func failureFile(of job: Int) -> String { "\(jobs)/\(job).failed" }

  /// Creates the folder, and makes sure that it can be written and holds no other sweep.
  ///
  /// - Throws: ``ResultsError/cannotCreate(path:reason:)``, ``SweepError/mismatch(_:)``.
  public func prepare() throws {
    do {
      try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: true)
    } catch {
      throw ResultsError.cannotCreate(path: jobs, reason: Self.reason(error))
    }
    guard access(jobs, W_OK) == 0 else {
      throw ResultsError.cannotCreate(path: jobs, reason: String(cString: strerror(errno)))
    }
    guard let first = numbers.first(where: { $0 < plan.design.count }) else { return }
    if case .foreign(let reason) = try state(of: first) { throw SweepError.mismatch(reason) }
  }

  /// The numbers of the files that are there, ascending.
  var numbers: [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? []
    return names.compactMap { name in
      name.hasSuffix(".sqlite") ? Int(name.dropLast(".sqlite".count)) : nil
    }.filter { $0 >= 0 }.sorted()
  }

  /// What is there of a job.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)`` where its file cannot be read.
  func state(of job: Int) throws -> State {
    let file = file(of: job)
    let stored: StoredRun
    do throws(ResultsError) {
      guard let copy = try Scratch.copy(of: file) else { return .missing }
      stored = try copy.read()
    } catch {
      switch error {
      case .notResults(_, let reason): return .unusable("\(file): \(reason)")
      case .newer: return .otherVersion("a later one")
      case .missing: return .missing
      default: throw error
      }
    }
    let found = stored.run.specification.split(separator: "#", maxSplits: 1).map(String.init)
    guard found.count == 2, stored.run.command == .sweep else {
      return .foreign("\(file) is no job of a sweep")
    }
    guard found[0] == plan.specification else {
      return .foreign(
        "\(file) belongs to another sweep: its specification is \(found[0].prefix(12))…, this one's "
          + "\(plan.specification.prefix(12))…; give the same inputs and options as to the jobs that are there, or another folder"
      )
    }
    guard found[1] == "\(job)" else { return .foreign("\(file) holds job \(found[1]), not \(job)") }
    guard stored.run.version == plan.version else {
      return .otherVersion(String(stored.run.version.prefix(80)))
    }
    guard stored.status == .complete, stored.replications.count == stored.run.replications else {
      return .unusable("\(file) is not complete")
    }
    return .finished(stored)
  }

  /// What is there of each of `jobs`, in their order; a few are read at once, on up to `cores` cores.
  ///
  /// - Throws: what `body` throws, and ``ResultsError/io(path:reason:)`` where a file cannot be read.
  func forEach(of jobs: [Int], cores: Int, _ body: (_ job: Int, _ state: State) throws -> Void) throws {
    let jobsAtOnce = 8 * max(1, cores)
    for start in stride(from: 0, to: jobs.count, by: jobsAtOnce) {
      let part = Array(jobs[start..<min(start + jobsAtOnce, jobs.count)])
      let states = Mutex([Result<State, any Error>?](repeating: nil, count: part.count))
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: min(max(1, cores), part.count)) { _ in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < part.count else { return }
          let state = Result { try self.state(of: part[index]) }
          states.withLock { $0[index] = state }
        }
      }
      for (job, state) in zip(part, states.withLock { $0 }) {
        if let state = try state?.get() { try body(job, state) }
      }
    }
  }

  /// Moves the result of a job, which lies anywhere, to its place, with its checksum behind it; one that is there stays.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)``, and ``SweepError/mismatch(_:)`` where another sweep's result has come there; nothing is left then.
  func publish(_ result: String, as job: Int) throws {
    switch try state(of: job) {
    case .finished: return
    case .foreign(let reason): throw SweepError.mismatch(reason)
    case .missing, .unusable, .otherVersion: break
    }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: result))
      try write(data + SHA256.digest(data), to: file(of: job))
    } catch {
      throw error as? ResultsError ?? .io(path: result, reason: Self.reason(error))
    }
    unlink(failureFile(of: job))
  }

  /// Notes why a job can never be done.
  package func note(failure: String, of job: Int) throws {
    try write(Data((failure + "\n").utf8), to: failureFile(of: job))
  }

  /// Why a job can never be done, where that was noted.
  func failure(of job: Int) -> String? {
    let descriptor = open(failureFile(of: job), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard let data = try? handle.read(upToCount: 4096) else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Removes the jobs, and the folder where nothing else is in it.
  public func remove() {
    for job in 0..<plan.design.count { for file in [file(of: job), failureFile(of: job)] { unlink(file) } }
    // Both fail where something is left in them, which is then not ours.
    rmdir(jobs)
    rmdir(path)
  }

  /// Writes a file under another name, syncs it, and renames it.
  private func write(_ data: Data, to file: String) throws(ResultsError) {
    // Process numbers repeat in containers, and so do the names of hosts.
    let unique = "\(ProcessInfo.processInfo.processIdentifier)-\(UInt64.random(in: .min ... .max))"
    let temporary = "\(file).\(unique).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .io(path: file, reason: String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try handle.close()
    } catch {
      unlink(temporary)
      throw .io(path: file, reason: Self.reason(error))
    }
    guard rename(temporary, file) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw .io(path: file, reason: reason)
    }
  }

  private static func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    guard cause.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
    return String(cString: strerror(Int32(cause.code)))
  }
}
