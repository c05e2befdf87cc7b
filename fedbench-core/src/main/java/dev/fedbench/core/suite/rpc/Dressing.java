package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Transport;
import dev.fedbench.suite.ScenarioSkippedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts encryption and compression around a transport. */
final class Dressing {

  private Dressing() {}

  /** The names of all codecs; those that were added to this library's own come first. */
  static List<String> codecs() {
    return List.of();
  }

  /**
   * The transport with what is asked for.
   *
   * @throws ScenarioSkippedException if it cannot be encrypted
   * @throws IOException if the keys cannot be used
   */
  static Transport dress(Transport plain, Optional<String> codec, Optional<Path> keys)
      throws IOException, ScenarioSkippedException {
    Transport dressed = keys.isPresent() ? encrypted(plain, keys.get()) : plain;
    if (codec.isPresent()) {
      throw new ScenarioSkippedException("codec " + codec.get() + ": follows");
    }
    return dressed;
  }

  private static Transport encrypted(Transport plain, Path keys)
      throws IOException, ScenarioSkippedException {
    return plain
        .encrypted(keys)
        .orElseThrow(
            () ->
                new ScenarioSkippedException(
                    "transport %s cannot encrypt with keys that two processes share"
                        .formatted(plain.name())));
  }
}
