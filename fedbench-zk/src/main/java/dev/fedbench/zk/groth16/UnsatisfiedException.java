package dev.fedbench.zk.groth16;

/** There is no proof of what is not true. */
public final class UnsatisfiedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int constraint;

  UnsatisfiedException(int constraint) {
    super("the witness violates constraint " + constraint);
    this.constraint = constraint;
  }

  /** The first that is violated, from 0 on. */
  public int constraint() {
    return constraint;
  }
}
