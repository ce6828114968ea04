import Foundation
import GatewayAPI

/// A definition as comparable lines: for each path its attributes, and for each path the messages of its rules.
struct DefinitionText {
  var fields: Set<String> = []
  var rules: Set<String> = []

  /// The lines of a schema, in the form of the files that describe the definitions.
  init(_ schema: Schema) {
    add(schema, at: "")
  }

  private mutating func add(_ schema: Schema, at path: String, default fallback: Schema.Template? = nil) {
    for rule in schema.rules { rules.insert("\(path) \(rule.message)") }
    var attributes = fallback.map { ["default": $0.literal] } ?? [:]
    switch schema.structure {
    case .object(let properties, _):
      attributes["type"] = "'object'"
      let required = properties.filter(\.isRequired).map(\.name).sorted()
      if !required.isEmpty { attributes["required"] = required.joined(separator: ",") }
      for property in properties {
        add(property.schema, at: "\(path).\(property.name)", default: property.fallback)
      }
    case .map(let value, let most):
      attributes["type"] = "'object'"
      if most < .max { attributes["maxProperties"] = "\(most)" }
      add(value, at: "\(path){}")
    case .list(let item, let count, let unique):
      attributes["type"] = "'array'"
      attributes.add(count, "minItems", "maxItems")
      attributes.add(unique)
      add(item, at: "\(path)[]")
    case .string(let bounds):
      attributes["type"] = "'string'"
      attributes.add(bounds.length, "minLength", "maxLength")
      attributes["pattern"] = bounds.pattern?.source.literal
      if !bounds.choices.isEmpty { attributes["enum"] = bounds.choices.map(\.literal).list }
    case .integer(let bounds):
      attributes["type"] = "'integer'"
      if bounds.range.lowerBound > .min { attributes["minimum"] = "\(bounds.range.lowerBound)" }
      if bounds.range.upperBound < .max { attributes["maximum"] = "\(bounds.range.upperBound)" }
      if !bounds.choices.isEmpty { attributes["enum"] = bounds.choices.map { "\($0)" }.list }
      if bounds.isNarrow { attributes["format"] = "'int32'" }
    case .boolean(let choices):
      attributes["type"] = "'boolean'"
      if !choices.isEmpty { attributes["enum"] = choices.map { $0 ? "True" : "False" }.list }
    case .integerOrString, .anything: attributes["type"] = "open"
    }
    insert(path, attributes)
  }

  private mutating func insert(_ path: String, _ attributes: [String: String]) {
    let sorted = attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    fields.insert("\(path): \(sorted.joined(separator: " "))")
  }

  /// The lines of a file; what has no effect on admission is left out.
  init(file text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("##") {
      if let start = line.range(of: "  CEL["), let end = line[start.upperBound...].range(of: "] ") {
        rules.insert("\(line[..<start.lowerBound]) \(line[start.upperBound..<end.lowerBound])")
      } else if let colon = line.range(of: ": ") {
        let path = String(line[..<colon.lowerBound])
        guard ![".apiVersion", ".kind", ".metadata"].contains(path) else { continue }
        var attributes = Self.attributes(String(line[colon.upperBound...]))
        attributes["x-kubernetes-map-type"] = nil
        if attributes["x-kubernetes-list-type"] == "'atomic'" { attributes["x-kubernetes-list-type"] = nil }
        if attributes["minLength"] == "0" { attributes["minLength"] = nil }
        insert(path, attributes)
      }
    }
  }

  /// `a='x y' b=[1, 2] c=d` taken apart.
  private static func attributes(_ text: String) -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = Substring(text)
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].trimmingCharacters(in: .whitespaces)
      rest = rest[rest.index(after: equals)...]
      var end = rest.startIndex
      var depth = 0
      var quote: Character?
      var isEscaped = false
      while end < rest.endIndex, depth > 0 || quote != nil || rest[end] != " " {
        let character = rest[end]
        if isEscaped {
          isEscaped = false
        } else if let open = quote {
          if character == "\\" { isEscaped = true }
          if character == open { quote = nil }
        } else if character == "'" || character == "\"" {
          quote = character
        } else if "[{".contains(character) {
          depth += 1
        } else if "]}".contains(character) {
          depth -= 1
        }
        end = rest.index(after: end)
      }
      attributes[key] = String(rest[..<end])
      rest = rest[end...]
    }
    return attributes
  }
}

extension [String: String] {
  fileprivate mutating func add(_ range: ClosedRange<Int>, _ least: String, _ most: String) {
    if range.lowerBound > 0 { self[least] = "\(range.lowerBound)" }
    if range.upperBound < .max { self[most] = "\(range.upperBound)" }
  }

  fileprivate mutating func add(_ unique: Schema.Uniqueness) {
    switch unique {
    case .none: break
    case .items: self["x-kubernetes-list-type"] = "'set'"
    case .keys(let keys):
      self["x-kubernetes-list-type"] = "'map'"
      self["x-kubernetes-list-map-keys"] = keys.map(\.literal).list
    }
  }
}

extension [String] {
  fileprivate var list: String { "[\(joined(separator: ", "))]" }
}

extension String {
  /// As the files quote it.
  fileprivate var literal: String {
    let quote = contains("'") && !contains("\"") ? "\"" : "'"
    return quote + replacing("\\", with: "\\\\") + quote
  }
}

extension Schema.Template {
  fileprivate var literal: String {
    switch self {
    case .string(let text): text.literal
    case .integer(let number): "\(number)"
    case .list(let items): items.map(\.literal).list
    case .object(let fields):
      "{\(fields.map { "\($0.key.literal): \($0.value.literal)" }.joined(separator: ", "))}"
    }
  }
}
