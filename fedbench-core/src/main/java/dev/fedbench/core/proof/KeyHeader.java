package dev.fedbench.core.proof;

import dev.fedbench.core.keys.UnusableKeysException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of a file of keys: lines for people and programs. The same values give the same bytes,
 * so that every byte of it can be checked.
 *
 * @param keyId of the keys that follow
 * @param length of what follows, in bytes
 * @param sha256 of what follows, in hexadecimal
 */
record KeyHeader(KeyName name, String keyId, KeyOrigin origin, long length, String sha256) {

  static final long MOST_LENGTH = 1L << 30;

  /** More than it can have. */
  static final int MOST_BYTES = 1_024;

  private static final int VERSION = 1;

  private static final String LABEL =
      "fedbench keys, insecure: made by a single party; whoever made it can forge\nversion ";

  private static final Pattern FIELDS =
      Pattern.compile(
          ("system (%1$s)\ncircuit (%1$s)\nkey (%2$s)\norigin (made|fetched)\n"
                  + "length ([0-9]{12})\nsha256 ([0-9a-f]{64})\n")
              .formatted(KeyName.WORD, KeyName.ID));

  byte[] encode() {
    return "%s%d\nsystem %s\ncircuit %s\nkey %s\norigin %s\nlength %012d\nsha256 %s\n"
        .formatted(
            LABEL,
            VERSION,
            name.system(),
            name.circuit(),
            keyId,
            origin.name().toLowerCase(Locale.ROOT),
            length,
            sha256)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The header that these bytes start with. */
  static KeyHeader parse(byte[] start) throws UnusableKeysException {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(LABEL)) {
      throw new UnusableKeysException(
          "it does not start with '%s'".formatted(LABEL.lines().findFirst().orElseThrow()));
    }
    String version = VERSION + "\n";
    if (!text.startsWith(version, LABEL.length())) {
      throw new UnusableKeysException("it is of another version; expected " + VERSION);
    }
    Matcher fields = FIELDS.matcher(text).region(LABEL.length() + version.length(), text.length());
    if (!fields.lookingAt()) {
      throw new UnusableKeysException("its header is damaged");
    }
    return new KeyHeader(
        new KeyName(fields.group(1), fields.group(2)),
        fields.group(3),
        KeyOrigin.valueOf(fields.group(4).toUpperCase(Locale.ROOT)),
        Long.parseLong(fields.group(5)),
        fields.group(6));
  }

  /** Refuses what does not belong where it was found. */
  void expect(KeyName wanted, KeyOrigin from, long fileBytes) throws UnusableKeysException {
    if (!name.equals(wanted)) {
      throw new UnusableKeysException(
          "it is for circuit %s of %s; expected %s of %s"
              .formatted(name.circuit(), name.system(), wanted.circuit(), wanted.system()));
    }
    if (origin != from) {
      throw new UnusableKeysException(
          "its keys were %s; expected %s".formatted(text(origin), text(from)));
    }
    long found = fileBytes - encode().length;
    if (found != length || length > MOST_LENGTH) {
      throw new UnusableKeysException(
          "it has %d bytes of keys; expected %d, and at most %d"
              .formatted(found, length, MOST_LENGTH));
    }
  }

  private static String text(KeyOrigin origin) {
    return origin == KeyOrigin.MADE ? "made here" : "fetched from elsewhere";
  }
}
