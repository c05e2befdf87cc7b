package dev.fedbench.zk.circom;

import java.io.IOException;

/** A file that cannot be read as what it should be; says which, where and why. */
public final class CircomFileException extends IOException {

  private static final long serialVersionUID = 1;

  private CircomFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** At a place of a section. */
  static CircomFileException at(String file, String section, long offset, String problem) {
    return new CircomFileException(
        "'%s', %s, byte %d: %s".formatted(file, section, offset, problem), null);
  }

  /** Of a file as a whole. */
  public static CircomFileException of(String file, String problem) {
    return of(file, problem, null);
  }

  /** Of a file as a whole, found by somebody else. */
  public static CircomFileException of(String file, String problem, Throwable cause) {
    return new CircomFileException("'%s': %s".formatted(file, problem), cause);
  }
}
