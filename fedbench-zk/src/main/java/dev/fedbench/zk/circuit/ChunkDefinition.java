package dev.fedbench.zk.circuit;

import java.math.BigInteger;

/**
 * A chunk of an update, chained to the ones before: [s_(k-1), s_k, maxNormSq, minActive_k, first],
 * or [s_(k-1), s_k, last norm2_k, first, last].
 */
final class ChunkDefinition<W> {

  private final Shape shape;
  private final Gadgets<W> gadgets;
  private final Assignment assignment;

  ChunkDefinition(Shape shape, Gadgets<W> gadgets, Assignment assignment) {
    this.shape = shape;
    this.gadgets = gadgets;
    this.assignment = assignment;
  }

  void define() {
    W before = signal(0);
    W after = signal(1);
    W third = signal(2);
    W fourth = signal(3);
    W fifth = signal(4);
    W hash = gadgets.hint(() -> assignment.start());
    W normBefore = gadgets.hint(() -> assignment.normBefore());
    W activeBefore = gadgets.hint(() -> BigInteger.valueOf(assignment.activeBefore()));
    W opened = Commitment.state(gadgets.builder, hash, normBefore, activeBefore);
    gadgets.equal(Clause.STATE_BEFORE, opened, before);

    Gadgets.Totals<W> totals = gadgets.values(shape, i -> assignment.values()[i]);
    W norm = gadgets.builder.add(normBefore, totals.norm());
    W active = gadgets.builder.add(activeBefore, totals.active());
    W absorbed = Commitment.absorb(gadgets.builder, hash, totals.words());
    W closed = Commitment.state(gadgets.builder, absorbed, norm, active);
    gadgets.equal(Clause.STATE_AFTER, closed, after);

    if (shape.kind() == Kind.SECURE) {
      first(fifth, normBefore, activeBefore);
      W slack = gadgets.builder.sub(third, norm);
      gadgets.assertBelow(Clause.NORM_BOUND, slack, shape.normBits());
      W surplus = gadgets.builder.sub(active, fourth);
      gadgets.assertBelow(Clause.ACTIVE_BOUND, surplus, shape.countBits());
    } else {
      first(fourth, normBefore, activeBefore);
      gadgets.bit(Clause.FLAGS, fifth);
      gadgets.product(Clause.NORM_IS_PUBLIC, fifth, norm, third);
    }
  }

  private W signal(int index) {
    return gadgets.publicInput(() -> assignment.publics().get(index));
  }

  /** Whoever sees only public values need not trust the start of the chain. */
  private void first(W first, W normBefore, W activeBefore) {
    gadgets.bit(Clause.FLAGS, first);
    gadgets.product(Clause.NO_NORM_BEFORE_FIRST, first, normBefore, gadgets.zero());
    gadgets.product(Clause.NO_COUNT_BEFORE_FIRST, first, activeBefore, gadgets.zero());
  }
}
