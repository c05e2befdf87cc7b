package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionNamesTest {

  @ParameterizedTest
  @CsvSource({
    "say rounds(…) too, say --rounds too",
    "say coordinatorUrl(…) too, say --coordinator-url too",
    "leave secure() out, leave --secure out",
    "signatures(false) says not to, --no-signatures says not to",
    "port 70000 (of 65535), port 70000 (of 65535)",
    "f(x) is left alone, f(x) is left alone"
  })
  void calls_become_options(String builder, String commandLine) {
    assertThat(OptionNames.inPlaceOfCalls(builder)).isEqualTo(commandLine);
  }
}
