import ArgumentParser
import Clusters
import Experiments
import Foundation
import Records
import Scenarios

/// Prints what makes the engine of a cluster run a sweep in shards.
struct SweepEmission {
  /// An engine that is written for.
  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case kubernetes, slurm
  }

  let engine: Engine
  let input: SweepInput.Named
  let options: SweepOptions
  let shards: Int
  /// The folder that all shards share, where the engine has no volumes.
  let out: String?
  let image: String

  /// The manifest or script, with what some jobs take here in it.
  ///
  /// - Throws: a failure where a point cannot be read, none of the jobs can be run, or the user stopped it.
  func text() throws -> String {
    let measured = try measured()
    let sweep = ShardedSweep(
      name: input.name ?? "\(input.plan.base.name)-sweep", jobs: input.plan.design.count, shards: shards,
      cores: options.cores ?? 1, arguments: arguments, specification: input.plan.specification,
      version: Weir.version, measured: measured)
    let directory = FileManager.default.currentDirectoryPath
    switch engine {
    case .kubernetes:
      return IndexedJob(of: sweep, image: image, directory: directory, files: files).text
    case .slurm:
      return ArrayScript(of: sweep, program: Self.program, directory: directory, results: out ?? "").text
    }
  }

  /// Makes sure that shards find elsewhere what is found here.
  ///
  /// - Throws: a failure with 65 that names all they would not.
  func refuseWhatPodsLack() throws {
    var problems = input.inputs.filter { $0.text.contains(SecretText.remarkOfOthers) }.map {
      "\($0.file): a Secret stands in one document with other objects, and no Secret gets into a manifest: part them"
    }
    let base = input.plan.base
    if input.isOfGallery {
      let folder = base.path(ofDataFile: "")
      problems += input.plan.dataFiles.filter { !$0.hasPrefix(folder) || $0.contains("/../") }.map {
        "\($0) is not in the gallery, which is all that a scenario of it finds in the image: copy the scenario first (weir scenarios copy)"
      }
    } else {
      problems += input.plan.dataFiles.filter {
        $0.hasPrefix("/") && !base.path(ofDataFile: "").hasPrefix("/")
      }
      .map { "\($0): an absolute path is another one in the pods: name it relative to the scenario" }
      let manifests = base.documents.first?.root["spec"]?["manifests"]
      if case .sequence(let paths)? = manifests?.content {
        problems += paths.compactMap(\.text).filter { $0.hasPrefix("/") }.map {
          "spec.manifests \($0): an absolute path is another one in the pods: name it relative to the scenario"
        }
      }
    }
    guard problems.isEmpty else { throw Failure(.badInput, problems.joined(separator: "\nweir: ")) }
  }

  /// Whether something of the inputs is kept from the manifest.
  var leavesOutSecrets: Bool { input.inputs.contains { $0.text.contains(SecretText.remark) } }

  /// What the longest shard takes, as far as some jobs tell that are run here.
  private func measured() throws -> ShardedSweep.Measured {
    let plan = input.plan
    let jobs = Array(0..<plan.design.count)
    let sample = try SweepDescription(plan: plan, jobs: jobs, options: options, isShard: false).sample()
    let found = SweepEstimate(
      sample, cores: options.cores ?? 1, findsWarmUp: plan.base.warmUpIsAutomatic)
    guard let estimate = found else {
      let reason = sample.outgrown.first.map { ": \(plan.name(of: $0.job)): \($0.reason)" } ?? ""
      throw Failure(.badInput, "none of the \(sample.tried) jobs that were tried can be run\(reason)")
    }
    return ShardedSweep.Measured(
      seconds: estimate.longestShard(of: shards), memory: estimate.memory, results: estimate.results)
  }

  /// The words of the command line that decide the results.
  private var arguments: [ShardedSweep.Word] {
    let spec: ShardedSweep.Word = Self.isFile(options.spec) ? .file(options.spec) : .text(options.spec)
    return [spec] + options.deciding.map { .text($0) }
      + options.overlays.flatMap { [.text("--overlay"), .file($0)] }
  }

  /// All that is read from disk, but for what the gallery of the image has; of Secrets nothing.
  private var files: [IndexedJob.File] {
    let named = (input.isOfGallery ? [] : input.plan.dataFiles) + [options.spec]
    return input.inputs.map { IndexedJob.File(path: $0.file, bytes: Array($0.text.utf8)) }
      + Set(named).sorted().compactMap(Self.file(at:))
  }

  /// The beginning of a file, which shows whether it is too large for a manifest; nil where there is no file.
  private static func file(at path: String) -> IndexedJob.File? {
    guard isFile(path), let handle = FileHandle(forReadingAtPath: path),
      let size = try? handle.seekToEnd(), (try? handle.seek(toOffset: 0)) != nil
    else { return nil }
    let data = (try? handle.read(upToCount: 4 << 20)) ?? Data()
    return IndexedJob.File(path: path, beginning: Array(data), size: Int(size))
  }

  private static func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path) && Output.isRegular(path)
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// As it was called: its name, where `PATH` led to it.
  private static var program: String {
    let name = CommandLine.arguments[0]
    return name.contains("/") ? absolute(name) : name
  }
}
