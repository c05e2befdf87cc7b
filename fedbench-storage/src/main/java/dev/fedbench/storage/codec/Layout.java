package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;

/**
 * How elements of a dtype become integers that are ordered as they are, and differences of those
 * become symbols.
 *
 * <p>An element of w bits, read as a signed integer, is ordered already where it is not negative;
 * negative floats are ordered the wrong way round, until all bits but the sign are inverted.
 * Neighbouring floats become neighbouring integers, across zero too. (The map is an old one; P.
 * Lindstrom and M. Isenburg, "Fast and efficient compression of floating-point data", IEEE TVCG 12,
 * 2006, use it to the same end.) Where all elements of chunk and reference are multiples of 2^s,
 * the integers are of w - s bits.
 *
 * <p>The difference of two such integers, modulo 2^(w-s), is signed; zigzag makes it a natural
 * number z: 0, -1, 1, -2, ... become 0, 1, 2, 3, .... Of z, the highest set bit and the m bits
 * after it are a symbol, the x bits below are kept as they are: with x = max(0, floor(log2 z) - m),
 * the symbol is x * 2^m + floor(z / 2^x).
 *
 * @param bits w, of an element
 * @param significant m
 * @param shift s
 * @param invert the bits of a negative integer that are inverted
 * @param keyShift where the exponent starts, in an element of the reference
 * @param keyMask its bits, at most eight; none where there is no exponent
 */
record Layout(int bits, int significant, int shift, long invert, int keyShift, int keyMask) {

  static Layout of(Dtype dtype, int shift) {
    int bits = 8 * dtype.bytes();
    int exponentBits = bits - 1 - dtype.fractionBits();
    return new Layout(
        bits,
        bits == 64 ? LongBlock.SIGNIFICANT : Symbols.SIGNIFICANT,
        shift,
        dtype.isFloat() ? (1L << bits - 1 - shift) - 1 : 0,
        dtype.fractionBits(),
        dtype.isFloat() ? (1 << Math.min(8, exponentBits)) - 1 : 0);
  }

  /** What all symbols are below. */
  int alphabet() {
    int most = Math.max(0, bits - 1 - significant);
    return most + 2 << significant;
  }

  /** By how much a long is shifted up and down again to be taken modulo 2^(w-s). */
  int wrap() {
    return 64 - (bits - shift);
  }
}
