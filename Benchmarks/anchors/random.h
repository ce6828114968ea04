// xoshiro256++ and the draws that the models in plain C++ need, by the textbook's formulas.

#pragma once

#include <cmath>
#include <cstdint>

struct Random {
  uint64_t s[4];
  double spare = 0;
  bool hasSpare = false;

  explicit Random(uint64_t seed) {
    for (uint64_t &word : s) {
      uint64_t z = (seed += 0x9e3779b97f4a7c15);
      z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
      z = (z ^ z >> 27) * 0x94d049bb133111eb;
      word = z ^ z >> 31;
    }
  }

  static uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

  uint64_t bits() {
    uint64_t result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t, s[3] = rotate(s[3], 45);
    return result;
  }

  // In (0, 1).
  double uniform() { return (bits() >> 11) * 0x1p-53 + 0x1p-54; }

  double exponential() { return -std::log(uniform()); }

  // Box and Muller's method makes two at a time.
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double radius = std::sqrt(2 * exponential()), angle = 2 * M_PI * uniform();
    spare = radius * std::sin(angle);
    hasSpare = true;
    return radius * std::cos(angle);
  }
};
