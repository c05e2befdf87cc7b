package dev.fedbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The example programs do what they say. */
@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {

  private static String output(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_first_run_prints_ten_clients() {
    String printed = output(() -> FirstRun.main(new String[0]));
    assertThat(printed).contains("10 (100%)", "Summary");
  }

  @Test
  void a_client_of_ones_own_is_submitted_and_aggregated() {
    String printed = output(() -> OwnClient.main(new String[0]));
    assertThat(printed).contains("4 (100%)", "aggregated");
  }

  @Test
  void a_suite_of_ones_own_is_measured() {
    String printed = output(() -> OwnSuite.main(new String[0]));
    assertThat(printed).contains("sorting", "sort", "10");
  }
}
