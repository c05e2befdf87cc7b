package dev.fedbench.zk.circuit;

/** A whole update: [C, maxNormSq, minActive], or [C, norm2]. */
final class WholeDefinition<W> {

  private final Shape shape;
  private final Gadgets<W> gadgets;
  private final Assignment assignment;

  WholeDefinition(Shape shape, Gadgets<W> gadgets, Assignment assignment) {
    this.shape = shape;
    this.gadgets = gadgets;
    this.assignment = assignment;
  }

  void define() {
    W commitment = gadgets.publicInput(() -> assignment.publics().get(0));
    W norm = gadgets.publicInput(() -> assignment.publics().get(1));
    boolean secure = shape.kind() == Kind.SECURE;
    W active = secure ? gadgets.publicInput(() -> assignment.publics().get(2)) : gadgets.zero();
    W iv = gadgets.hint(() -> assignment.start());
    Gadgets.Totals<W> totals = gadgets.values(shape, i -> assignment.values()[i]);
    W found = Commitment.whole(gadgets.builder, iv, totals.words());
    gadgets.equal(Clause.COMMITMENT, found, commitment);
    if (secure) {
      W slack = gadgets.builder.sub(norm, totals.norm());
      gadgets.assertBelow(Clause.NORM_BOUND, slack, shape.normBits());
      W surplus = gadgets.builder.sub(totals.active(), active);
      gadgets.assertBelow(Clause.ACTIVE_BOUND, surplus, shape.countBits());
    } else {
      gadgets.equal(Clause.NORM_IS_PUBLIC, totals.norm(), norm);
    }
  }
}
