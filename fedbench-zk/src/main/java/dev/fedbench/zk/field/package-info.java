/**
 * Finite fields of BN254: the prime fields of its coordinates and of its scalars, and the tower
 * F_p2, F_p6, F_p12 over the first.
 *
 * <p><b>Representation.</b> An element is a run of {@code long}s in an array, found by its offset,
 * {@link dev.fedbench.zk.field.Field#width() width} longs long. A prime field's element is five
 * limbs of 52 bits, least significant first, in Montgomery form with R = 2^260, not fully reduced:
 * its value is below 2p, its limbs are normal (0 to 2^52 - 1). Only {@code toBigInteger}, {@code
 * isZero} and {@code equal} look at it modulo p.
 *
 * <p><b>Aliasing.</b> Results may overwrite any operand, but must not overlap one in part.
 *
 * <p><b>Not constant-time.</b> Prime-field operations have no branch on data except in inversion,
 * but nothing here promises that.
 */
package dev.fedbench.zk.field;
