package dev.fedbench.storage.pack;

/**
 * Committed bytes of a pack that are no records.
 *
 * @param pack name of the file
 * @param from the first byte
 * @param to the byte after the last
 * @param why what is wrong
 */
public record Damage(String pack, long from, long to, String why) {

  @Override
  public String toString() {
    return "%s, bytes %d to %d: %s".formatted(pack, from, to, why);
  }
}
