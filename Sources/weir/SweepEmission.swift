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

  /// The manifest or script.
  ///
  /// - Parameter measured: What the longest shard takes.
  func text(measured: ShardedSweep.Measured) -> String {
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

  /// The words of the command line that decide the results.
  private var arguments: [ShardedSweep.Word] {
    let spec: ShardedSweep.Word = isFile(options.spec) ? .file(options.spec) : .text(options.spec)
    return [spec] + options.deciding.map { .text($0) }
      + options.overlays.flatMap { [.text("--overlay"), .file($0)] }
  }

  /// All that is read from disk, but for what the gallery of the image has; of Secrets nothing.
  private var files: [IndexedJob.File] {
    var files = input.inputs.map { IndexedJob.File(path: Self.absolute($0.file), bytes: Array($0.text.utf8)) }
    let base = input.plan.base
    let varied = input.plan.design.axes.flatMap(\.values).map(base.path(ofDataFile:))
    let named = (input.isOfGallery ? [] : base.dataFiles + varied) + [options.spec]
    for path in Set(named.map(Self.absolute)).sorted() where !files.contains(where: { $0.path == path }) {
      guard isFile(path), let handle = FileHandle(forReadingAtPath: path) else { continue }
      // No more of it than shows that it is too large for a manifest.
      guard let data = try? handle.read(upToCount: 4 << 20) else { continue }
      files.append(IndexedJob.File(path: path, bytes: Array(data)))
    }
    return files
  }

  private func isFile(_ path: String) -> Bool {
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
