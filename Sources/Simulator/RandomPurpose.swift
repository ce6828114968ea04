/// What a random draw is for (design section 6). The numbers are part of the frozen draws: never reuse one.
///
/// Numbers below 16 are the traffic's.
enum RandomPurpose {
  static let replica: UInt32 = 16
  static let weight: UInt32 = 17
  static let mirror: UInt32 = 18
  static let serviceTime: UInt32 = 19
  static let failure: UInt32 = 20
  static let balancing: UInt32 = 21
  static let overhead: UInt32 = 22
  static let mirrorServiceTime: UInt32 = 23
  static let mirrorFailure: UInt32 = 24
  static let mirrorBalancing: UInt32 = 25
  static let latency: UInt32 = 26
  static let sample: UInt32 = 27
  static let roundRobinStart: UInt32 = 28
  static let user: UInt32 = 29
  static let backoff: UInt32 = 30
  static let request: UInt32 = 31
  static let call: UInt32 = 32
  static let clientBackoff: UInt32 = 33
  static let throttle: UInt32 = 34
  static let think: UInt32 = 35
  static let hit: UInt32 = 40
  static let startTime: UInt32 = 80
}
