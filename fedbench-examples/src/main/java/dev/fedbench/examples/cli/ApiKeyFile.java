package dev.fedbench.examples.cli;

import dev.fedbench.core.proofservice.ApiKeys;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a proof server has its API keys from: a file, a line each, or the environment. */
final class ApiKeyFile {

  /** Keys, with commas between. */
  static final String VARIABLE = "FEDBENCH_PROOF_API_KEYS";

  private ApiKeyFile() {}

  /** The keys of the file; without one, of the variable; without either, none. */
  static Optional<ApiKeys> keys(Optional<Path> file, Optional<String> variable, Problems problems) {
    if (file.isPresent()) {
      try {
        String text = new String(InputFile.read(file.get()), StandardCharsets.UTF_8);
        return problems.build(() -> ApiKeys.of(list(text.lines())));
      } catch (IOException e) {
        problems.expect(false, "--api-key-file: %s", e.getMessage());
        return Optional.empty();
      }
    }
    return variable.isPresent()
        ? problems.build(() -> ApiKeys.of(list(Stream.of(variable.get().split(",")))))
        : Optional.of(ApiKeys.open());
  }

  private static List<String> list(Stream<String> keys) {
    return keys.map(String::strip).filter(key -> !key.isEmpty() && !key.startsWith("#")).toList();
  }
}
