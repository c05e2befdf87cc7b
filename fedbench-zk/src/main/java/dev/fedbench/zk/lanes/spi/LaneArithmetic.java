package dev.fedbench.zk.lanes.spi;

import java.math.BigInteger;

/** A service: makes what computes on many elements of a field at a time. */
public interface LaneArithmetic {

  /** Says what does the work, for reports: such as {@code "vectors of 512 bits"}. */
  String name();

  /**
   * Arithmetic modulo a prime.
   *
   * @param prime between 2^253 and 2^254, not a multiple of 2
   */
  LaneField field(BigInteger prime);
}
