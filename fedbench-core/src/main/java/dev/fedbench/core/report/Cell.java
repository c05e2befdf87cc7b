package dev.fedbench.core.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** A cell of a table. */
record Cell(String text, Tone tone) {

  /** What was not measured. */
  static final Cell ABSENT = new Cell("-", Tone.FAINT);

  Cell {
    text = Text.clean(text);
  }

  static Cell of(String text) {
    return new Cell(text, Tone.PLAIN);
  }

  static Cell of(long number) {
    return of(Long.toString(number));
  }

  /** Four decimals. */
  static Cell of(double number) {
    return of(String.format(Locale.ROOT, "%.4f", number));
  }

  static Cell of(OptionalDouble number) {
    return number.isPresent() ? of(number.getAsDouble()) : ABSENT;
  }
}
