package dev.fedbench.zk.vector;

import dev.fedbench.zk.lanes.spi.LaneArithmetic;
import dev.fedbench.zk.lanes.spi.LaneField;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Arithmetic with the widest vectors that this processor has. Thread-safe. */
public final class VectorArithmetic implements LaneArithmetic {

  private static final int FEWEST_LANES = 4;

  private final Map<BigInteger, Reduction> reductions = new ConcurrentHashMap<>();
  private final Map<BigInteger, Nearest> nearest = new ConcurrentHashMap<>();

  /**
   * For the service loader.
   *
   * @throws UnsupportedOperationException if vectors are too short to gain anything
   */
  public VectorArithmetic() {
    if (Vectors.LANES < FEWEST_LANES) {
      throw new UnsupportedOperationException(
          "vectors of %d doubles; expected %d at least".formatted(Vectors.LANES, FEWEST_LANES));
    }
  }

  @Override
  public String name() {
    return "vectors of %d bits".formatted(Vectors.LANES * Double.SIZE);
  }

  @Override
  public LaneField field(BigInteger prime) {
    return new VectorField(
        reductions.computeIfAbsent(prime, Reduction::new),
        nearest.computeIfAbsent(prime, Nearest::new));
  }
}
