package dev.fedbench.core.report;

/**
 * A column of a table.
 *
 * @param header its heading
 * @param right whether cells are set to the right, as numbers are; such cells are never cut
 * @param least what other cells may be cut to on a narrow terminal
 * @param dispensable 0 if the column must be there; else the highest goes first on a narrow
 *     terminal
 */
record Column(String header, boolean right, int least, int dispensable) {

  private static final int ENOUGH = 16;

  Column {
    header = Text.clean(header);
  }

  /** Text, cut where there is not enough room, but not so far that names look the same. */
  static Column text(String header) {
    return text(header, ENOUGH);
  }

  /** Text that says something in few letters, too. */
  static Column text(String header, int least) {
    return new Column(header, false, least, 0);
  }

  /** A number. */
  static Column number(String header) {
    return number(header, 0);
  }

  /** A number that a narrow terminal may do without. */
  static Column number(String header, int dispensable) {
    return new Column(header, true, 0, dispensable);
  }
}
