import Clusters
import Foundation
import Yams

/// A value of a manifest as a reader of YAML sees it.
struct ManifestValue {
  let any: Any?

  subscript(key: String) -> ManifestValue { ManifestValue(any: (any as? [String: Any])?[key]) }
  subscript(index: Int) -> ManifestValue {
    list.indices.contains(index) ? list[index] : ManifestValue(any: nil)
  }

  var text: String? { any as? String }
  var number: Int? { any as? Int }
  var list: [ManifestValue] { (any as? [Any] ?? []).map { ManifestValue(any: $0) } }
  var texts: [String] { list.compactMap(\.text) }
  var keys: [String] { ((any as? [String: Any]) ?? [:]).keys.sorted() }
}

/// The manifest of an Indexed Job, read back by a parser that knows nothing of who wrote it.
struct ParsedManifest {
  let text: String
  let documents: [ManifestValue]

  init(
    _ sweep: ShardedSweep = .sample(), image: String = "weir:0.1.0", directory: String = "/home/u/proj",
    files: [IndexedJob.File] = []
  ) throws {
    text = IndexedJob(of: sweep, image: image, directory: directory, files: files).text
    documents = try Yams.load_all(yaml: text).map { ManifestValue(any: $0) }
  }

  func document(_ kind: String) -> ManifestValue {
    documents.first { $0["kind"].text == kind } ?? ManifestValue(any: nil)
  }

  var name: String { document("Job")["metadata"]["name"].text ?? "" }
  var job: ManifestValue { document("Job")["spec"] }
  var pod: ManifestValue { job["template"]["spec"] }
  var container: ManifestValue { pod["containers"][0] }

  /// The words that the container gets: Kubernetes makes one `$` of two, and of all else what no manifest of ours has.
  var words: [String] { container["args"].texts.map(KubernetesExpansion.expand) }

  /// The lines above the first document.
  var comment: [String] {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.prefix { !$0.elementsEqual("---".utf8) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The commands of the comment.
  var commands: [String] {
    comment.filter { $0.utf8.starts(with: "#   ".utf8) }.map {
      String(decoding: $0.utf8.dropFirst(4), as: UTF8.self)
    }
  }

  /// The files of the ConfigMap by their path in the pod.
  var files: [String: [UInt8]] {
    let map = document("ConfigMap")
    let items = pod["volumes"].list.flatMap { $0["configMap"]["items"].list }
    let pairs = items.compactMap { item -> (String, [UInt8])? in
      guard let key = item["key"].text, let path = item["path"].text else { return nil }
      if let text = map["data"][key].text { return (path, Array(text.utf8)) }
      guard let base64 = map["binaryData"][key].text, let data = Data(base64Encoded: base64) else {
        return nil
      }
      return (path, Array(data))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
