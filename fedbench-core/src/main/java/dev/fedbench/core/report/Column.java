package dev.fedbench.core.report;

/**
 * A column of a table.
 *
 * @param header its heading
 * @param right whether cells are set to the right, as numbers are
 * @param elastic whether cells may be cut on a narrow terminal
 * @param dispensable 0 if the column must be there; else the highest goes first on a narrow
 *     terminal
 */
record Column(String header, boolean right, boolean elastic, int dispensable) {

  /** Text, cut where there is not enough room. */
  static Column text(String header) {
    return new Column(header, false, true, 0);
  }

  /** A number. */
  static Column number(String header) {
    return new Column(header, true, false, 0);
  }

  /** A number that a narrow terminal may do without. */
  static Column number(String header, int dispensable) {
    return new Column(header, true, false, dispensable);
  }
}
