package dev.fedbench.metric;

/** Units of metrics. Times are seconds everywhere; displays scale them. */
public enum Unit {
  /** Seconds. */
  SECONDS("s"),
  /** Bytes. */
  BYTES("B"),
  /** Plain counts. */
  COUNT(""),
  /** Dimensionless shares of one: accuracies, efficiencies. */
  RATIO(""),
  /** Dimensionless values without a bound: losses. */
  VALUE(""),
  /** Events a second. */
  PER_SECOND("/s"),
  /** Bytes a second. */
  BYTES_PER_SECOND("B/s");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** The unit's symbol, empty for plain numbers. */
  public String symbol() {
    return symbol;
  }
}
