/// The definitions of the filters of routes.
extension Schema {
  static func httpFilter(_ settings: AdmissionSettings) -> Schema {
    var payloads: [Payload] =
      [
        Payload("RequestHeaderModifier", headerModifier(settings)),
        Payload("ResponseHeaderModifier", headerModifier(settings)),
        Payload("RequestMirror", requestMirror),
        Payload("RequestRedirect", redirect(settings)),
        Payload(
          "URLRewrite", key: "urlRewrite",
          object([.optional("hostname", preciseHostname), .optional("path", pathModifier)])),
        Payload("ExtensionRef", localReference),
      ]
    if settings.hasCORS { payloads.append(Payload("CORS", key: "cors", cors(settings))) }
    if settings.hasExternalAuth {
      payloads.append(Payload("ExternalAuth", externalAuthorization(settings), isSimulated: false))
    }
    return filter(payloads)
  }

  static func grpcFilter(_ settings: AdmissionSettings) -> Schema {
    filter([
      Payload("ResponseHeaderModifier", headerModifier(settings)),
      Payload("RequestHeaderModifier", headerModifier(settings)),
      Payload("RequestMirror", requestMirror),
      Payload("ExtensionRef", localReference),
    ])
  }

  /// A type of filter and the field that stands beside `type` for it.
  private struct Payload {
    let type: String
    let key: String
    let schema: Schema
    let isSimulated: Bool

    init(_ type: String, key: String? = nil, _ schema: Schema, isSimulated: Bool = true) {
      self.type = type
      self.key = key ?? type.prefix(1).lowercased() + type.dropFirst()
      self.schema = schema
      self.isSimulated = isSimulated
    }
  }

  private static func filter(_ payloads: [Payload]) -> Schema {
    object(
      [.required("type", choice(payloads.map(\.type)))]
        + payloads.map {
          $0.isSimulated ? .optional($0.key, $0.schema) : .unsimulated($0.key, $0.schema)
        },
      rules: payloads.flatMap { [.noOtherPayload($0.key, of: $0.type), .payload($0.key, of: $0.type)] })
  }

  private static func headerModifier(_ settings: AdmissionSettings) -> Schema {
    let headers = list(
      object([.required("name", headerName), .required("value", headerValue(settings))]), upTo: 16,
      unique: .keys(["name"]))
    return object([
      .optional("set", headers),
      .optional("add", headers),
      .optional("remove", list(text(), upTo: 16, unique: .items)),
    ])
  }

  private static let requestMirror = object(
    [
      .required("backendRef", backendReference),
      .optional("percent", int32(0...100)),
      .optional(
        "fraction",
        object(
          [
            .required("numerator", int32(0...)),
            .optional("denominator", int32(1...), default: 100),
          ], rules: [.partOfWhole])),
    ], rules: [.percentOrFraction])

  private static func redirect(_ settings: AdmissionSettings) -> Schema {
    object([
      .optional("scheme", choice("http", "https")),
      .optional("hostname", preciseHostname),
      .optional("path", pathModifier),
      .optional("port", port),
      .optional(
        "statusCode", choice(settings.release >= .v15 ? [301, 302, 303, 307, 308] : [301, 302]),
        default: 302),
    ])
  }

  private static let pathModifier = object(
    [
      .required("type", choice("ReplaceFullPath", "ReplacePrefixMatch")),
      .optional("replaceFullPath", text(0...1024)),
      .optional("replacePrefixMatch", text(0...1024)),
    ],
    rules: [
      .replacement("replaceFullPath", of: "ReplaceFullPath"),
      .replacementType("replaceFullPath", of: "ReplaceFullPath"),
      .replacement("replacePrefixMatch", of: "ReplacePrefixMatch"),
      .replacementType("replacePrefixMatch", of: "ReplacePrefixMatch"),
    ])

  private static func externalAuthorization(_ settings: AdmissionSettings) -> Schema {
    let headers = list(text(), upTo: settings.release >= .v15 ? 64 : .max, unique: .items)
    return object(
      [
        .required("backendRef", backendReference),
        .required("protocol", choice("HTTP", "GRPC")),
        .optional("grpc", object([.optional("allowedHeaders", headers)])),
        .optional(
          "http",
          object([
            .optional("path", text(0...1024, pathPattern)),
            .optional("allowedHeaders", headers),
            .optional("allowedResponseHeaders", headers),
          ])),
        .optional("forwardBody", object([.optional("maxSize", anyInteger)])),
      ],
      rules: [
        .authorization("grpc", of: "GRPC"), .authorizationProtocol("grpc", of: "GRPC"),
        .authorization("http", of: "HTTP"), .authorizationProtocol("http", of: "HTTP"),
      ])
  }
}
