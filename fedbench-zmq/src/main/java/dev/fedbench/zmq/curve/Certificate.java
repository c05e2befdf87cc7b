package dev.fedbench.zmq.curve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text of CZMQ's certificates, in ZPL (RFC 4): properties are indented below the section that
 * they are in, {@code #} begins a comment. Only the section {@code curve} is looked at.
 */
record Certificate(Optional<String> publicKey, Optional<String> secretKey) {

  private static final String SECTION = "curve";
  private static final String PUBLIC = "public-key";
  private static final String SECRET = "secret-key";

  static Certificate of(CurveKeys keys) {
    return new Certificate(Optional.of(keys.publicKey().z85()), Optional.of(keys.secretZ85()));
  }

  /** Messages name file and line, and show nothing that may be a secret. */
  static Certificate parse(String text, Path file) throws IOException {
    Map<String, String> found = new HashMap<>();
    boolean inside = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      boolean indented = Character.isWhitespace(line.charAt(0));
      if (!indented) {
        inside = content.equals(SECTION);
      } else if (inside) {
        property(content, "%s, line %d".formatted(file, number), found);
      }
    }
    return new Certificate(
        Optional.ofNullable(found.get(PUBLIC)), Optional.ofNullable(found.get(SECRET)));
  }

  private static void property(String content, String where, Map<String, String> found)
      throws IOException {
    int equals = content.indexOf('=');
    String name = equals < 0 ? content : content.substring(0, equals).strip();
    if (!name.equals(PUBLIC) && !name.equals(SECRET)) {
      return;
    }
    if (equals < 0) {
      throw new IOException(where + ": " + name + " without a value; expected = and 40 characters");
    }
    if (found.putIfAbsent(name, value(content.substring(equals + 1).strip(), where)) != null) {
      throw new IOException(where + ": a second " + name + "; expected one");
    }
  }

  private static String value(String text, String where) throws IOException {
    char quote = text.isEmpty() ? ' ' : text.charAt(0);
    if (quote != '"' && quote != '\'') {
      throw new IOException(where + ": a value without quotes; expected \"40 characters\"");
    }
    int end = text.indexOf(quote, 1);
    String rest = end < 0 ? "" : text.substring(end + 1).strip();
    if (end < 0 || !(rest.isEmpty() || rest.startsWith("#"))) {
      throw new IOException(where + ": a value whose quotes do not end it; expected two of them");
    }
    return text.substring(1, end);
  }

  CurvePublicKey publicKey(Path file) throws IOException {
    try {
      return CurvePublicKey.of(publicKey.orElseThrow(() -> missing(file, PUBLIC)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** In Z85, which it is. */
  String secretKey(Path file) throws IOException {
    String key = secretKey.orElseThrow(() -> missing(file, SECRET));
    try {
      CurvePublicKey.decode("secret key", key);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return key;
  }

  private static IOException missing(Path file, String name) {
    return new IOException(
        "%s holds no %s in a section %s; expected a certificate as CZMQ writes it"
            .formatted(file, name, SECTION));
  }

  String publicText() {
    return """
        #   ZeroMQ CURVE Public Certificate
        #   Exchange securely, or use a secure mechanism to verify the contents
        #   of this file after exchange.

        metadata
        curve
            public-key = "%s"
        """
        .formatted(publicKey.orElseThrow());
  }

  String secretText() {
    return """
        #   ZeroMQ CURVE **Secret** Certificate
        #   DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.

        metadata
        curve
            public-key = "%s"
            secret-key = "%s"
        """
        .formatted(publicKey.orElseThrow(), secretKey.orElseThrow());
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "Certificate[" + publicKey.orElse("no public key") + "]";
  }
}
