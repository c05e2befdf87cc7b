package dev.fedbench.zk.circom;

import java.util.Map;

/**
 * One of the files in iden3's container format.
 *
 * @param magic four characters
 * @param names of the sections that are read, by their type
 */
record Format(String magic, int version, Map<Integer, String> names) {

  Format {
    names = Map.copyOf(names);
  }

  /** What messages call a section. */
  String title(int type) {
    return "section %d (%s)".formatted(type, names.getOrDefault(type, "unknown"));
  }
}
