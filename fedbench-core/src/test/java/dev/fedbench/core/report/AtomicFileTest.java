package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void old() throws IOException {
    file = Files.writeString(directory.resolve("report.json"), "old");
  }

  @Test
  void the_new_content_replaces_the_old() throws IOException {
    AtomicFile.write(file, out -> out.write("new".getBytes()));
    assertThat(file).hasContent("new");
    assertOnlyTheFile();
  }

  @Test
  void until_the_content_is_complete_the_old_file_is_there() throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasSize(1 << 20);
  }

  @Test
  void a_failure_half_way_leaves_the_old_file_and_nothing_else() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("no space left on device");
                    }))
        .hasMessage("no space left on device");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(file).hasContent("old");
    assertOnlyTheFile();
  }

  @Test
  void a_directory_that_went_away_is_an_error() {
    Path gone = directory.resolve("gone").resolve("report.json");
    assertThatThrownBy(() -> AtomicFile.write(gone, out -> {})).isInstanceOf(IOException.class);
    assertOnlyTheFile();
  }

  @Test
  void an_interrupt_does_not_lose_the_report() throws IOException {
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, out -> out.write("new".getBytes()));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("new");
  }

  @Test
  void a_link_is_kept_and_what_it_points_to_is_replaced() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
    AtomicFile.write(link, out -> out.write("new".getBytes()));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void problems_are_found_before_anything_is_written() {
    assertThat(new JsonReporter(file).problem()).isEmpty();
    assertThat(new CsvReporter(directory.resolve("other.csv")).problem()).isEmpty();
    assertThat(new CsvReporter(Path.of("report.csv")).problem()).isEmpty();
    assertThat(new JsonReporter(directory).problem().orElseThrow())
        .contains("is a directory")
        .contains(directory.toString());
    assertThat(new CsvReporter(directory.resolve("none").resolve("r.csv")).problem().orElseThrow())
        .contains("there is no directory")
        .contains("create it");
    assertThat(new JsonReporter(Path.of("/dev/null")).problem().orElseThrow())
        .contains("not a regular file");
    assertOnlyTheFile();
  }

  @Test
  void a_directory_that_may_not_be_written_to_is_a_problem() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(closed), "root may write everywhere");
    assertThat(new JsonReporter(closed.resolve("report.json")).problem().orElseThrow())
        .contains("may not be written to");
  }

  private void assertOnlyTheFile() {
    assertThat(directory.toFile().list()).containsExactly("report.json");
  }
}
