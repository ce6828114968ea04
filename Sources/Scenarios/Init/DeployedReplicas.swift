import Documents
import GatewayAPI

/// How many pods stand behind Services, as the Deployments and StatefulSets among the manifests say.
struct DeployedReplicas {
  /// What runs the pods of a Service.
  struct Replicas: Equatable {
    /// The pods of all its workloads.
    var count: Int
    /// The workloads, such as `Deployment front`.
    var workloads: [String]
  }

  private struct Workload {
    let title: String
    let replicas: Int
    let labels: [String: String]
  }

  private struct Label: Hashable {
    let namespace: String
    let key: String
    let value: String
  }

  private var selectors: [NamespacedName: [String: String]] = [:]
  private var workloads: [Label: [Workload]] = [:]

  /// Notes the workloads and the selectors of Services among `documents`.
  init(_ documents: [Document]) {
    for document in documents {
      let (root, kind) = (document.root, document.root["kind"]?.text)
      guard let name = root["metadata"]?["name"]?.text else { continue }
      let namespace = root["metadata"]?["namespace"]?.text ?? "default"
      switch (root["apiVersion"]?.text, kind) {
      case ("v1", "Service"):
        selectors[NamespacedName(namespace: namespace, name: name)] = Self.labels(root["spec"]?["selector"])
      case ("apps/v1", "Deployment"), ("apps/v1", "StatefulSet"):
        add(root, title: "\(kind ?? "") \(name)", in: namespace)
      default: break
      }
    }
  }

  private mutating func add(_ root: Value, title: String, in namespace: String) {
    let labels = Self.labels(root["spec"]?["template"]?["metadata"]?["labels"])
    let replicas = root["spec"]?["replicas"]
    // An absent number is one, as Kubernetes fills in.
    guard let count = replicas.map({ $0.isNull ? 1 : $0.text.flatMap(Int.init) }) ?? 1, count >= 0 else {
      return
    }
    let workload = Workload(title: title, replicas: count, labels: labels)
    for (key, value) in labels {
      workloads[Label(namespace: namespace, key: key, value: value), default: []].append(workload)
    }
  }

  /// The pods of `service`; nil where no workload among the manifests has the labels that it selects, or too many pods to simulate.
  subscript(service: NamespacedName) -> Replicas? {
    // The smallest key, so that which labels are looked up first is no matter of hashes.
    guard let selector = selectors[service], let first = selector.min(by: { $0.key < $1.key }) else {
      return nil
    }
    let candidates =
      workloads[Label(namespace: service.namespace, key: first.key, value: first.value)] ?? []
    let selected = candidates.filter { workload in
      selector.allSatisfy { workload.labels[$0.key] == $0.value }
    }
    guard !selected.isEmpty else { return nil }
    var count = 0
    for workload in selected {
      count += min(workload.replicas, Bounds.endpoints + 1)
      guard count <= Bounds.endpoints else { return nil }
    }
    return Replicas(count: count, workloads: selected.map(\.title))
  }

  private static func labels(_ value: Value?) -> [String: String] {
    guard case .mapping(let fields) = value?.content else { return [:] }
    return Dictionary(
      fields.compactMap { field in field.value.text.map { (field.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
