import Documents

/// GW001 to GW107: what kind of object a document is, and the structure that its definition demands.
extension CodeExplanation {
  static let notAnObject = CodeExplanation(
    """
    Every Kubernetes object says what it is: apiVersion, kind and metadata.name. Without them nobody
    can tell what the document means, so an API server refuses it and Weir leaves it out. Often it
    is a fragment, such as the rules of a route alone, that was copied from documentation.
    """,
    remedy: "Put the fragment into a whole object.",
    example: """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: shop
      spec:
        rules: []
      """,
    source: "Kubernetes API conventions, types and objects")

  static let unknownKind = CodeExplanation(
    """
    The groups gateway.networking.k8s.io and gateway.networking.x-k8s.io have a fixed list of kinds,
    each with its versions. This pair is not among them, so an API server answers "no matches for
    kind". Typical reasons: a kind of a proposal that was renamed before its release
    (BackendTrafficPolicy became XBackendTrafficPolicy), the group of the other channel, or a typing
    error.
    """,
    remedy: """
      Take kind and apiVersion from the message, or from the API reference of your
      release.
      """,
    source: "Gateway API reference; GEP-713 for the X of experimental kinds")

  static let duplicateObject = CodeExplanation(
    """
    A cluster holds one object of a kind, namespace and name. Applied one after the other, the later
    document would overwrite the earlier; which one is later depends on the order of files, so Weir
    takes neither side and refuses the second.
    """,
    remedy: """
      Remove one of the two, or rename it; mind namespaces that are left out and so are
      "default".
      """,
    source: "Kubernetes, object names and IDs")

  static let tooManyMatches = CodeExplanation(
    """
    A gateway looks for a request among all matches of all routes, once for each listener and
    hostname that the route has there. A small file can ask for millions of them. What comes after
    the bound is left out, so the answer to requests is not to be relied on.
    """,
    remedy: """
      Attach routes to the listeners that they are for, with `sectionName`, and give them the
      hostnames that they need.
      """,
    source: "HTTPRoute, spec.parentRefs and spec.hostnames")

  static let kindNotInstalled = CodeExplanation(
    """
    The kind exists, but not in the definitions of the release and channel that were chosen. A
    cluster with those definitions would refuse the object. Experimental kinds are in the
    experimental channel only, and some were renamed when they became standard: XListenerSet is
    ListenerSet since v1.5.
    """,
    remedy: """
      Choose the release and channel that your cluster has (--release, --channel), or
      write the kind that they have.
      """,
    source: "Gateway API versioning, release channels")

  static let required = CodeExplanation(
    """
    The definition demands the field and gives it no default. An API server refuses the object as a
    whole, so nothing of it takes effect.
    """,
    remedy: "Add the field at the path of the message.",
    example: """
      # XBackendTrafficPolicy: which Services it is for
      spec:
        targetRefs:
        - {group: "", kind: Service, name: checkout}
      """,
    source: "the CustomResourceDefinition of the kind, `required`")

  static let type = CodeExplanation(
    """
    The field takes another type of value than it was given: a text where a number belongs, a list
    where a mapping belongs. YAML makes this easy to miss: "80" in quotes is a text, 80 is a number,
    and a "-" in front of a key makes a list. An API server refuses the object.
    """,
    remedy: "Write the type that the message expects.",
    example: """
      filters:
      - type: CORS
        cors:                 # a mapping: no "-" before its keys
          maxAge: 3600        # a number: no quotes, no unit
      """,
    source: "the CustomResourceDefinition of the kind, `type`")

  static let unknownField = CodeExplanation(
    """
    The definition has no field of that name at that place. An API server drops it, silently or with
    a warning, and the object then does not do what it says. Weir makes it an error, since a setting
    that vanishes is worse than one that is refused. Most often it is a typing error, a wrong
    indentation, or a field that exists in another release or channel.
    """,
    remedy: """
      Correct the name or the indentation; if the field is one of another release, choose
      that with --release and --channel.
      """,
    source: "Kubernetes, field validation (pruning of unknown fields)")

  static let pattern = CodeExplanation(
    """
    The field takes only texts of a certain form, such as names of DNS, hostnames without a port, or
    durations like 1m30s. An API server refuses the object.
    """,
    remedy: "Bring the text into the form that the message names.",
    example: """
      timeouts:
        request: 1m30s        # not 90, not 1.5m
      hostnames: ["*.example.com"]
      """,
    source: "the CustomResourceDefinition of the kind, `pattern`; GEP-2257 for durations")

  static let range = CodeExplanation(
    """
    A number, the length of a text or the number of entries is outside the bounds of the definition:
    a port above 65535, more than 16 rules in a route, a weight above 1,000,000. An API server
    refuses the object.
    """,
    remedy: """
      Stay inside the bounds; a route with too many rules can be split into two routes.
      """,
    source: "the CustomResourceDefinition of the kind, `minimum`, `maximum`, `maxItems`, `maxLength`")

  static let choice = CodeExplanation(
    """
    The field takes one of a few fixed words, in exactly that spelling: PathPrefix and not Prefix,
    Terminate and not terminate. An API server refuses the object.
    """,
    remedy: "Take one of the words that the message lists.",
    source: "the CustomResourceDefinition of the kind, `enum`")

  static let duplicateItem = CodeExplanation(
    """
    Entries of this list are told apart by a key, such as the name of a listener, and the key occurs
    twice; or the list is a set and has an entry twice. An API server refuses the object.
    """,
    remedy: "Remove or rename one of the entries.",
    source: "the CustomResourceDefinition of the kind, `x-kubernetes-list-type`")
}
