import Engine

/// A distribution of times in seconds.
public typealias TimeDistribution = Engine.Distribution
