import Documents

extension Admission {
  /// Checks the rules of `value` and of all that is inside it, from the outside in.
  mutating func checkRules(of value: Value, as schema: Schema) {
    guard schema.hasRules else { return }
    for rule in schema.rules {
      guard let breach = rule.breach(value) else { continue }
      let detail = breach.failure.map { "\($0) evaluating rule: \(rule.message)" } ?? rule.message
      report(
        rule.code, "Invalid value: \"\(value.jsonType)\": \(detail)", at: breach.location,
        suggestion: rule.suggestion)
    }
    switch schema.structure {
    case .object(let properties, _):
      for property in properties where property.schema.hasRules {
        guard let field = value[property.name] else { continue }
        enter(.field(property.name))
        checkRules(of: field, as: property.schema)
        leave()
      }
    case .list(let schema, _, _):
      for (index, item) in value.items.enumerated() {
        enter(.item(index))
        checkRules(of: item, as: schema)
        leave()
      }
    case .map(let schema, _):
      for field in value.fields {
        enter(.field(field.key))
        checkRules(of: field.value, as: schema)
        leave()
      }
    case .string, .integer, .boolean, .integerOrString, .anything: break
    }
  }
}
