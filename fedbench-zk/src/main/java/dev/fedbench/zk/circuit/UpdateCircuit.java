package dev.fedbench.zk.circuit;

import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.ConstraintBuilder;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.util.EnumSet;
import java.util.Set;

/** The circuit of a shape: its constraints, and its witnesses. Immutable. */
public final class UpdateCircuit {

  private final Shape shape;
  private final Set<Clause> clauses;

  /** Nothing is built yet. */
  public UpdateCircuit(Shape shape) {
    this(shape, EnumSet.allOf(Clause.class));
  }

  /** For tests: with just those clauses. */
  UpdateCircuit(Shape shape, Set<Clause> clauses) {
    this.shape = shape;
    this.clauses = clauses;
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** Builds the constraint system. */
  public R1cs constraints() {
    ConstraintBuilder builder = new ConstraintBuilder();
    define(builder, null);
    return builder.build();
  }

  /**
   * Computes the variables' values. They fulfil the constraints if the assignment does.
   *
   * @param variables how many there are, from the constraint system
   * @throws IllegalArgumentException if there are not as many values or signals as the circuit has
   */
  public long[] witness(Assignment assignment, int variables) {
    if (assignment.values().length != shape.size()
        || assignment.publics().size() != shape.publics()) {
      throw new IllegalArgumentException(
          "%d values and %d public signals; %s has %d and %d"
              .formatted(
                  assignment.values().length,
                  assignment.publics().size(),
                  shape.id(),
                  shape.size(),
                  shape.publics()));
    }
    WitnessBuilder builder = new WitnessBuilder(variables);
    define(builder, assignment);
    return builder.witness();
  }

  private <W> void define(CircuitBuilder<W> builder, Assignment assignment) {
    Gadgets<W> gadgets = new Gadgets<>(builder, clauses);
    if (shape.chained()) {
      new ChunkDefinition<>(shape, gadgets, assignment).define();
    } else {
      new WholeDefinition<>(shape, gadgets, assignment).define();
    }
  }
}
