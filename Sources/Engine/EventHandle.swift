/// Names one scheduled event of one calendar, to cancel it by; eight bytes.
///
/// It holds the slot of the event (28 bits) and the generation of the slot (36 bits). A slot's generation
/// is odd while an event waits in it and grows by one when that event fires or is cancelled, so a handle
/// that outlived its event matches nothing, until 2^35 further events have used that same slot.
@frozen public struct EventHandle: Hashable, Sendable {
  @usableFromInline var bits: UInt64

  @inlinable init(bits: UInt64) {
    self.bits = bits
  }

  /// No event: cancelling it does nothing and answers false.
  @inlinable public static var none: EventHandle { EventHandle(bits: 0) }

  /// How many bits of a handle, and of a key's lower word, are the slot.
  @inlinable static var slotBits: UInt64 { 28 }

  /// One generation further; also the bit that is set while the event is pending.
  @inlinable static var generation: UInt64 { 1 << slotBits }

  @inlinable var slot: Int { Int(bits & (EventHandle.generation - 1)) }

  @inlinable var isPending: Bool { bits & EventHandle.generation != 0 }
}
