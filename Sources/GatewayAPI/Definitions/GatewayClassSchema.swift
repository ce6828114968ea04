/// The definition of GatewayClass.
extension Schema {
  static let gatewayClass = object([
    .required(
      "spec",
      object([
        .required(
          "controllerName",
          text(
            1...253,
            Pattern(
              literal:
                #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"#
            ), rules: [.aboutChanges(.classRule, "Value is immutable")])),
        .optional("description", text(0...64)),
        .unsimulated("parametersRef", reference),
      ]))
  ])
}
