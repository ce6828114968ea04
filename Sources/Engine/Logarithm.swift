/// The natural logarithm of a positive, normal number, to a few units of the last place.
///
/// Not the C library's, whose last bit depends on its version and the processor: what is drawn must not.
/// With x = m 2^e, m in [√½, √2): ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)), by its Taylor series. The
/// argument is at most 0.172, so that the 11 terms leave less than 0.172^23/23 < 2^-60.
func logarithm(_ number: Double) -> Double {
  let bits = number.bitPattern
  // How far the bits lie above those of √½, in whole exponents.
  let exponent = Int64(bitPattern: bits &- 0x3FE6_A09E_667F_3BCD) &>> 52
  let mantissa = Double(bitPattern: bits &- UInt64(bitPattern: exponent &<< 52))
  let ratio = (mantissa - 1) / (mantissa + 1)
  let square = ratio * ratio
  var sum = 1.0 / 21
  sum = sum * square + 1.0 / 19
  sum = sum * square + 1.0 / 17
  sum = sum * square + 1.0 / 15
  sum = sum * square + 1.0 / 13
  sum = sum * square + 1.0 / 11
  sum = sum * square + 1.0 / 9
  sum = sum * square + 1.0 / 7
  sum = sum * square + 1.0 / 5
  sum = sum * square + 1.0 / 3
  sum = sum * square + 1
  return Double(exponent) * 0.6931471805599453 + 2 * ratio * sum
}
