/// The places of a JSON document in which units lie: steps through objects and arrays.
package struct JSONPath: Sendable {
  /// A step: a key of an object, or every element of an array.
  package enum Step: Equatable, Sendable {
    case key(String)
    case each
  }

  private struct Node: Sendable {
    var steps: [(step: Step, key: [UInt8], node: Int)] = []
    var target: Int?
  }

  private var nodes = [Node()]

  /// Nothing of interest.
  package static let nowhere = -1

  /// - Parameter targets: The steps that lead to the units, of one kind or several.
  package init(_ targets: [[Step]]) {
    for (number, steps) in targets.enumerated() {
      var node = 0
      for step in steps {
        if let known = nodes[node].steps.first(where: { $0.step == step }) {
          node = known.node
          continue
        }
        var key: [UInt8] = []
        if case .key(let text) = step { key = Array(text.utf8) }
        nodes[node].steps.append((step, key, nodes.count))
        node = nodes.count
        nodes.append(Node())
      }
      nodes[node].target = number
    }
  }

  /// The number of the target at `node`, nil where units lie deeper or elsewhere.
  package func target(at node: Int) -> Int? { node < 0 ? nil : nodes[node].target }

  /// Where the elements of an array at `node` are.
  package func each(of node: Int) -> Int {
    guard node >= 0 else { return Self.nowhere }
    return nodes[node].steps.first { $0.step == .each }?.node ?? Self.nowhere
  }

  /// Where the value of a key of an object at `node` is.
  package func value(of key: ArraySlice<UInt8>, in node: Int) -> Int {
    guard node >= 0 else { return Self.nowhere }
    return nodes[node].steps.first { $0.step != .each && key.elementsEqual($0.key) }?.node ?? Self.nowhere
  }
}
