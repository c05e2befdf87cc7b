package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that seal a format. A change of a machine-readable one needs a schema version and a line in
 * the changelog. What a test got instead is in {@code target/golden}, to be looked at and copied.
 */
final class Golden {

  private static final Path SEALED = Path.of("src/test/resources/golden");
  private static final Path FOUND = Path.of("target/golden");

  private Golden() {}

  static void assertSame(String name, String actual) throws IOException {
    Files.createDirectories(FOUND);
    Files.writeString(FOUND.resolve(name), actual);
    assertThat(SEALED.resolve(name)).as("see target/golden/%s", name).exists();
    assertThat(actual).isEqualTo(Files.readString(SEALED.resolve(name)));
  }
}
