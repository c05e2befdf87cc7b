package dev.fedbench.core.proof;

/** A stranger's text, for a message. */
final class Printable {

  private static final int MOST = 200;

  private Printable() {}

  /** Its start, without what a terminal would obey. */
  static String of(String text) {
    String start = text.length() > MOST ? text.substring(0, MOST) + "..." : text;
    return start.replaceAll("\\P{Print}", "?");
  }
}
