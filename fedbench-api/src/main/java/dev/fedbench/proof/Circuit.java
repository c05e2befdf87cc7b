package dev.fedbench.proof;

import java.util.List;

/**
 * A circuit for updates of one size. Both sides derive the same statements from it: the client to
 * prove them, the coordinator from what it received and its own policy. Immutable.
 */
public interface Circuit {

  /** Names kind, size and width: a proof of one circuit is none of another. */
  String id();

  /** What it was made for. */
  CircuitSpec spec();

  /** How many constraints one proof has. */
  int constraints();

  /** How many proofs an update of this size needs. */
  int proofs();

  /**
   * The statements about an update, a proof each.
   *
   * @throws IllegalArgumentException if the update is not of this circuit's size and width, or
   *     there are no such bounds
   */
  List<Statement> statements(UpdateContext context, QuantizedUpdate update, Bounds bounds);

  /**
   * The same with what it takes to prove them.
   *
   * @throws IllegalArgumentException likewise
   */
  Claim claim(UpdateContext context, QuantizedUpdate update, Bounds bounds);
}
