/// The status that a conformant controller would write for an object.
public struct ObjectStatus: Sendable, Hashable {
  /// The object, such as `Gateway/infra/edge`.
  public var object: String
  /// The conditions of the object itself; none for routes and policies, which have them by parent.
  public var conditions: [Condition] = []
  /// How many ListenerSets are attached, for a Gateway.
  public var attachedListenerSets: Int?
  /// The listeners, for a Gateway or ListenerSet.
  public var listeners: [ListenerStatus]?
  /// The parents, for a route.
  public var parents: [ParentStatus]?
  /// The ancestors, for a policy.
  public var ancestors: [AncestorStatus]?
}

/// One condition of a status.
public struct Condition: Sendable, Hashable {
  /// What it is about, such as `Accepted`.
  public var type: String
  /// Whether it holds.
  public var isTrue: Bool
  /// Why, in one word of the API.
  public var reason: String
  /// Why, in a sentence; empty where the reason says it all.
  public var message: String

  static func holds(_ type: String, _ reason: String? = nil, _ message: String = "") -> Condition {
    Condition(type: type, isTrue: true, reason: reason ?? type, message: message)
  }

  static func fails(_ type: String, _ reason: String, _ message: String = "") -> Condition {
    Condition(type: type, isTrue: false, reason: reason, message: message)
  }
}

/// The status of one listener.
public struct ListenerStatus: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The kinds of routes that it takes.
  public var supportedKinds: [String]
  /// How many routes are attached.
  public var attachedRoutes: Int
  /// Its conditions.
  public var conditions: [Condition]
}

/// The status of a route at one of its parents.
public struct ParentStatus: Sendable, Hashable {
  /// The parent, such as `Gateway/infra/edge`.
  public var parent: String
  /// The listener that the route names.
  public var sectionName: String?
  /// The port that the route names.
  public var port: Int?
  /// What became of it.
  public var conditions: [Condition]
}

/// The status of a policy at one object that it affects.
public struct AncestorStatus: Sendable, Hashable {
  /// The ancestor, such as `Gateway/infra/edge`.
  public var ancestor: String
  /// What became of it.
  public var conditions: [Condition]
}
