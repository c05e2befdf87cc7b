package dev.fedbench.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name a user probably meant: the closest by edit distance (Levenshtein), if it is close. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The candidate with the smallest edit distance to {@code typed}, if that is at most a third of
   * its length (and at least one edit is always allowed).
   */
  public static Optional<String> closest(String typed, List<String> candidates) {
    String name = typed.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .min(
            Comparator.comparingInt(
                candidate -> distance(name, candidate.toLowerCase(Locale.ROOT))))
        .filter(
            best ->
                distance(name, best.toLowerCase(Locale.ROOT)) <= Math.max(1, best.length() / 3));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
