package dev.fedbench.examples.cli;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The builder tells programmers which call to make; who types a command wants its option. */
final class OptionNames {

  /** {@code rounds(…)}, {@code secure()}, {@code signatures(false)}. */
  private static final Pattern CALL =
      Pattern.compile("\\b([a-z]+(?:[A-Z][a-z]+)*)\\((…|false|)\\)");

  private OptionNames() {}

  /** {@code --rounds}, {@code --secure}, {@code --no-signatures}. */
  static String inPlaceOfCalls(String text) {
    return CALL.matcher(text).replaceAll(OptionNames::option);
  }

  private static String option(MatchResult call) {
    String words = call.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return (call.group(2).equals("false") ? "--no-" : "--") + words;
  }
}
