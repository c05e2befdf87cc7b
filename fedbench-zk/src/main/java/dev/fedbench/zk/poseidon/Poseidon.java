package dev.fedbench.zk.poseidon;

import static dev.fedbench.zk.poseidon.Parameters.FULL_ROUNDS;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The hash of 1 to 16 elements; the same code hashes and builds the circuit that does. */
public final class Poseidon {

  private static final int WIDTH = PrimeField.SCALAR.width();

  /** Made when first needed. */
  private static final AtomicReferenceArray<Parameters> PARAMETERS =
      new AtomicReferenceArray<>(Parameters.MOST_INPUTS + 1);

  private Poseidon() {}

  /**
   * The hash of some elements.
   *
   * @throws IllegalArgumentException if there are none, or more than 16
   */
  public static long[] hash(List<long[]> inputs) {
    return hash(new WitnessBuilder(0), inputs);
  }

  /** The hash as a wire: 3 constraints an S-box, of which there are 8 t + R_P. */
  public static <W> W hash(CircuitBuilder<W> builder, List<W> inputs) {
    return new Permutation<>(builder, parameters(inputs.size())).hash(inputs);
  }

  /** Constraints of a hash of so many inputs. */
  public static int constraints(int inputs) {
    return 3 * (FULL_ROUNDS * (inputs + 1) + Parameters.partialRounds(inputs));
  }

  private static Parameters parameters(int inputs) {
    if (inputs < 1 || inputs > Parameters.MOST_INPUTS) {
      throw new IllegalArgumentException(
          "%d inputs; Poseidon takes 1 to %d".formatted(inputs, Parameters.MOST_INPUTS));
    }
    Parameters parameters = PARAMETERS.get(inputs);
    if (parameters == null) {
      parameters = new Parameters(inputs);
      PARAMETERS.set(inputs, parameters); // whoever else made them made the same
    }
    return parameters;
  }

  private static final class Permutation<W> {

    private final CircuitBuilder<W> builder;
    private final Parameters parameters;
    private final int t;
    private List<W> state;

    Permutation(CircuitBuilder<W> builder, Parameters parameters) {
      this.builder = builder;
      this.parameters = parameters;
      this.t = parameters.t;
    }

    W hash(List<W> inputs) {
      state = new ArrayList<>(t);
      state.add(builder.constant(Elements.ZERO));
      state.addAll(inputs);
      for (int round = 0; round < FULL_ROUNDS / 2; round++) {
        boolean last = round == FULL_ROUNDS / 2 - 1;
        fullRound(round, last ? parameters.bridge : parameters.matrix);
      }
      for (int round = 0; round < parameters.partialRounds; round++) {
        partialRound(round);
      }
      for (int round = FULL_ROUNDS / 2; round < FULL_ROUNDS; round++) {
        fullRound(round, parameters.matrix);
      }
      return state.get(0);
    }

    private void fullRound(int round, long[] matrix) {
      for (int i = 0; i < t; i++) {
        state.set(i, box(state.get(i), parameters.fullConstants, round * t + i));
      }
      List<W> mixed = new ArrayList<>(t);
      for (int i = 0; i < t; i++) {
        mixed.add(builder.sum(state, elements(matrix, i * t, t)));
      }
      state = mixed;
    }

    private void partialRound(int round) {
      W first = box(state.get(0), parameters.partialConstants, round);
      state.set(0, first);
      int at = round * (2 * t - 1);
      W mixed = builder.sum(state, elements(parameters.sparse, at, t));
      for (int i = 1; i < t; i++) {
        long[] weight = elements(parameters.sparse, at + t + i - 1, 1);
        state.set(i, builder.add(state.get(i), builder.scale(first, weight)));
      }
      state.set(0, mixed);
    }

    /** (x + constant)^5. */
    private W box(W x, long[] constants, int at) {
      W sum = builder.add(x, builder.constant(elements(constants, at, 1)));
      W square = builder.product(sum, sum);
      W fourth = builder.product(square, square);
      return builder.product(fourth, sum);
    }

    private static long[] elements(long[] all, int from, int count) {
      return Arrays.copyOfRange(all, from * WIDTH, (from + count) * WIDTH);
    }
  }
}
