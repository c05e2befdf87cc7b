package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a recording shows.
 *
 * @param samples stacks that were sampled, whichever methods they were in
 * @param methods samples by method, the most frequent first
 * @param allocated bytes that the sampled allocations stand for
 * @param sites bytes by class and place of the allocation, the largest first
 * @param heapBefore bytes of heap in use at the start
 * @param heapPeak the most that was seen in use: at the start, at the end, around collections
 * @param heapAfter at the end
 */
record Profile(
    long samples,
    Map<String, Long> methods,
    long allocated,
    Map<String, Long> sites,
    long heapBefore,
    long heapPeak,
    long heapAfter) {

  private static final int MOST_LINES = 2_100;

  /** Lines of a word, a number and a name, to be read by {@link #decode}. */
  String encode() {
    List<String> lines = new ArrayList<>();
    lines.add("samples\t" + samples + "\t");
    lines.add("allocated\t" + allocated + "\t");
    lines.add("heapBefore\t" + heapBefore + "\t");
    lines.add("heapPeak\t" + heapPeak + "\t");
    lines.add("heapAfter\t" + heapAfter + "\t");
    methods.forEach((name, count) -> lines.add("method\t" + count + "\t" + name));
    sites.forEach((name, bytes) -> lines.add("site\t" + bytes + "\t" + name));
    return String.join("\n", lines);
  }

  /**
   * The other way.
   *
   * @throws IOException if the text is none of a profile
   */
  static Profile decode(String text) throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    Map<String, Long> methods = new LinkedHashMap<>();
    Map<String, Long> sites = new LinkedHashMap<>();
    String[] lines = text.split("\n", MOST_LINES);
    for (String line : lines) {
      String[] parts = line.split("\t", 3);
      if (parts.length != 3 || !parts[1].matches("\\d{1,18}")) {
        throw new IOException(
            "a line of the server's profile says '%.100s'; expected a word, a number and a name"
                .formatted(line));
      }
      long number = Long.parseLong(parts[1]);
      switch (parts[0]) {
        case "method" -> methods.put(parts[2], number);
        case "site" -> sites.put(parts[2], number);
        default -> numbers.put(parts[0], number);
      }
    }
    return new Profile(
        numbers.getOrDefault("samples", 0L),
        methods,
        numbers.getOrDefault("allocated", 0L),
        sites,
        numbers.getOrDefault("heapBefore", 0L),
        numbers.getOrDefault("heapPeak", 0L),
        numbers.getOrDefault("heapAfter", 0L));
  }
}
