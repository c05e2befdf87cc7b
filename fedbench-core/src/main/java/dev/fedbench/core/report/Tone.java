package dev.fedbench.core.report;

/** How a piece of text is meant; on a terminal with colours, how it looks. */
enum Tone {
  PLAIN(""),
  /** Headings. */
  STRONG("1"),
  /** Lines, absent values, asides. */
  FAINT("2"),
  /** It went well. */
  GOOD("32"),
  /** It went well, and something came of it. */
  EVENT("36"),
  /** Worth a look. */
  WARNING("33"),
  /** It failed. */
  BAD("31");

  private final String sgr;

  Tone(String sgr) {
    this.sgr = sgr;
  }

  /** The text in this tone, by an SGR escape sequence (ECMA-48, 8.3.117) if there are colours. */
  String paint(String text, ConsoleStyle style) {
    return style.colour() && this != PLAIN ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
  }
}
