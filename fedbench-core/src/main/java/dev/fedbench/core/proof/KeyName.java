package dev.fedbench.core.proof;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.util.regex.Pattern;

/** Which circuit keys are for. */
record KeyName(String system, String circuit) {

  /** What names a file on every system, and no other file than this one. */
  static final String WORD = "[a-z0-9-]{1,64}";

  /** What a key's id can be. */
  static final String ID = "[0-9a-f]{1,128}";

  private static final Pattern NAME = Pattern.compile(WORD);
  private static final Pattern KEY_ID = Pattern.compile(ID);

  static KeyName of(ProofSystem system, Circuit circuit) {
    return new KeyName(system.name(), circuit.id());
  }

  static boolean isId(String keyId) {
    return KEY_ID.matcher(keyId).matches();
  }

  /**
   * The start of its files' names. No word has a dot, so that no two names have the same.
   *
   * @throws IOException if it cannot name a file
   */
  String prefix() throws IOException {
    for (String word : new String[] {system, circuit}) {
      if (!NAME.matcher(word).matches()) {
        throw new IOException(
            "'%s' cannot name a file of keys; expected 1 to 64 of a to z, 0 to 9 and -: keep these keys in memory"
                .formatted(Printable.of(word)));
      }
    }
    return system + "." + circuit;
  }
}
