import Documents
import GatewayAPI

/// What `weir validate` says.
public struct ValidationReport {
  private let validation: Validation

  /// Takes what is to be said.
  public init(_ validation: Validation) {
    self.validation = validation
  }

  /// The contract's JSON (design 4.2).
  public func json() -> String {
    JSONValue.object([
      ("verdict", .string(validation.isValid ? "valid" : "invalid")),
      ("objects", .array(validation.subjects.map(Self.json))),
      ("status", .array(validation.status.map(Self.json))),
      ("lints", .array(validation.lints.map(Self.json))),
      (
        "notModelled",
        .array(
          validation.notModelled.map {
            .object([
              ("object", .string($0.object)), ("path", .string($0.path)), ("at", .string("\($0.location)")),
            ])
          })
      ),
    ]).document
  }

  private static func json(_ subject: Validation.Subject) -> JSONValue {
    .object([
      ("object", JSONValue(subject.object)), ("at", JSONValue(subject.location?.description)),
      ("verdict", .string(subject.isAdmitted ? "valid" : "invalid")),
      (
        "errors",
        .array(
          subject.errors.map { error in
            .object([
              ("code", .string(error.code)), ("path", .string(error.path ?? "")),
              ("at", JSONValue(error.location?.description)), ("message", .string(error.message)),
              ("suggestion", JSONValue(error.suggestion)),
            ])
          })
      ),
    ])
  }

  private static func json(_ lint: Diagnostic) -> JSONValue {
    .object([
      ("code", .string(lint.code)), ("severity", .string(lint.severity.rawValue)),
      ("object", JSONValue(lint.object)), ("path", JSONValue(lint.path)),
      ("at", JSONValue(lint.location?.description)), ("message", .string(lint.message)),
      ("suggestion", JSONValue(lint.suggestion)),
    ])
  }

  private static func json(_ status: ObjectStatus) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("object", .string(status.object))]
    if let sets = status.attachedListenerSets { members.append(("attachedListenerSets", JSONValue(sets))) }
    if status.parents == nil, status.ancestors == nil {
      members.append(("conditions", json(status.conditions)))
    }
    if let listeners = status.listeners {
      members.append(
        (
          "listeners",
          .array(
            listeners.map { listener in
              .object([
                ("name", .string(listener.name)), ("attachedRoutes", JSONValue(listener.attachedRoutes)),
                ("supportedKinds", .array(listener.supportedKinds.map { .string($0) })),
                ("conditions", json(listener.conditions)),
              ])
            })
        ))
    }
    if let parents = status.parents {
      members.append(
        (
          "parents",
          .array(
            parents.map { parent in
              .object([
                ("parent", .string(parent.parent)), ("sectionName", JSONValue(parent.sectionName)),
                ("port", parent.port.map { JSONValue($0) } ?? .null), ("conditions", json(parent.conditions)),
              ])
            })
        ))
    }
    if let ancestors = status.ancestors {
      members.append(
        (
          "ancestors",
          .array(
            ancestors.map {
              .object([("ancestor", .string($0.ancestor)), ("conditions", json($0.conditions))])
            })
        ))
    }
    return .object(members)
  }

  private static func json(_ conditions: [Condition]) -> JSONValue {
    .array(
      conditions.map {
        .object([
          ("type", .string($0.type)), ("status", .string($0.isTrue ? "True" : "False")),
          ("reason", .string($0.reason)), ("message", .string($0.message)),
        ])
      })
  }

  /// A summary and the status of every object, for people; errors and lints are messages of their own.
  public func table(_ style: TextStyle = .page()) -> String {
    let invalid = validation.subjects.filter { !$0.isAdmitted }
    let named = validation.subjects.count { $0.object != nil }
    var lines = [
      invalid.isEmpty
        ? "valid: \(Self.count(named, "object")), \(Self.count(validation.lints.count, "remark"))"
        : "invalid: \(invalid.count) of \(Self.count(max(named, invalid.count), "object")), "
          + "\(Self.count(invalid.reduce(0) { $0 + $1.errors.count }, "error"))"
    ]
    let rows = validation.status.flatMap(Self.rows)
    if !rows.isEmpty {
      lines.append("")
      let head = style == .plain ? ["", "routes", "conditions"] : ["STATUS", "ROUTES", "CONDITIONS"]
      lines += style.table([head] + rows, isRight: { $0 == 1 })
    }
    if !validation.notModelled.isEmpty {
      lines += ["", "Not modelled:"]
      lines += validation.notModelled.map {
        "  " + Printable.terminal("\($0.object) \($0.path)".trimmed)
          + "  (\(Printable.terminal("\($0.location)")))"
      }
    }
    return style.text(lines)
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The object, then a row for each part of it.
  private static func rows(_ status: ObjectStatus) -> [[String]] {
    func row(_ name: String, routes: Int? = nil, _ conditions: [Condition], also: [String] = []) -> [String] {
      // That a listener has no conflict is as it should be.
      let shown = conditions.filter { $0.reason != "NoConflicts" }.map(summary)
      return [
        Printable.terminal(name), routes.map(String.init) ?? "", (shown + also).joined(separator: ", "),
      ]
    }
    let sets = status.attachedListenerSets.map { $0 == 0 ? [] : [count($0, "ListenerSet")] } ?? []
    var rows = [row(status.object, status.conditions, also: sets)]
    for listener in status.listeners ?? [] {
      rows.append(row("  listener \(listener.name)", routes: listener.attachedRoutes, listener.conditions))
    }
    for parent in status.parents ?? [] {
      let section = [parent.sectionName, parent.port.map { ":\($0)" }].compactMap(\.self).joined()
      rows.append(
        row("  at \(parent.parent)\(section.isEmpty ? "" : "/\(section)")", parent.conditions))
    }
    if status.parents?.isEmpty == true { rows.append(row("  at no parent among the manifests", [])) }
    for ancestor in status.ancestors ?? [] {
      rows.append(row("  at \(ancestor.ancestor)", ancestor.conditions))
    }
    return rows
  }

  /// `Accepted`, `not Accepted (NotAllowedByListeners)`.
  private static func summary(_ condition: Condition) -> String {
    let reason = condition.reason == condition.type ? "" : " (\(condition.reason))"
    return Printable.terminal((condition.isTrue ? "" : "not ") + condition.type + reason)
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension JSONValue {
  /// A text, null for nil.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}
