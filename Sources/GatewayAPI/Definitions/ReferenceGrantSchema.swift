/// The definition of ReferenceGrant.
extension Schema {
  static func referenceGrant(_ settings: AdmissionSettings) -> Schema {
    let spec = object([
      .required(
        "from",
        list(
          object([.required("group", group), .required("kind", kind), .required("namespace", namespace)]),
          1...16)),
      .required(
        "to",
        list(
          object([.required("group", group), .required("kind", kind), .optional("name", objectName)]),
          1...16)),
    ])
    return object([settings.release >= .v16 ? .required("spec", spec) : .optional("spec", spec)])
  }
}
