package dev.fedbench.zk.field;

/**
 * Counts products of prime fields, for a process that measures nothing else: started with {@code
 * -Ddev.fedbench.zk.tally=true}. Otherwise the switch is a constant, and compilers leave nothing of
 * it. Counts of several threads get lost.
 */
public final class Tally {

  /** What was counted since the process started. */
  public record Products(long multiplications, long squares, long doubleProducts) {

    /** What came after those. */
    public Products since(Products earlier) {
      return new Products(
          multiplications - earlier.multiplications,
          squares - earlier.squares,
          doubleProducts - earlier.doubleProducts);
    }
  }

  static final boolean ON = Boolean.getBoolean("dev.fedbench.zk.tally");

  private static long multiplications;
  private static long squares;
  private static long doubleProducts;

  private Tally() {}

  static void multiplication() {
    multiplications++;
  }

  static void square() {
    squares++;
  }

  static void doubleProduct() {
    doubleProducts++;
  }

  /**
   * What was counted so far.
   *
   * @throws IllegalStateException if nothing is counted
   */
  public static Products products() {
    if (!ON) {
      throw new IllegalStateException(
          "products are counted only with -Ddev.fedbench.zk.tally=true; start Java with it");
    }
    return new Products(multiplications, squares, doubleProducts);
  }
}
