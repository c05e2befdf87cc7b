package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.ScenarioSkippedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server in a process of its own is told: words on its command line, and no secret.
 *
 * @param transport the transport's name
 * @param scheduler the scheduler's name
 * @param codec the name of what compresses; empty for none
 * @param keys where the keys are that encrypt; empty for plain
 */
record ServerSpec(String transport, String scheduler, Optional<String> codec, Optional<Path> keys) {

  /** Stands for what is not there. */
  private static final String NONE = "-";

  List<String> arguments() {
    return List.of(transport, scheduler, codec.orElse(NONE), keys.map(Path::toString).orElse(NONE));
  }

  /**
   * The other way.
   *
   * @throws IllegalArgumentException if these are no such words
   */
  static ServerSpec parse(String... arguments) {
    if (arguments.length != 4) {
      throw new IllegalArgumentException(
          "%d arguments; expected transport, scheduler, codec or -, directory of keys or -"
              .formatted(arguments.length));
    }
    return new ServerSpec(
        arguments[0],
        arguments[1],
        Optional.of(arguments[2]).filter(word -> !word.equals(NONE)),
        Optional.of(arguments[3]).filter(word -> !word.equals(NONE)).map(Path::of));
  }

  /**
   * The transport as both sides use it, found by its name.
   *
   * @throws IllegalArgumentException if there is no such transport or codec
   * @throws ScenarioSkippedException if it cannot be encrypted
   * @throws IOException if the keys cannot be used
   */
  Transport resolve() throws IOException, ScenarioSkippedException {
    Extensions<Transport> known = Extensions.of(Transport.class);
    Transport plain =
        known
            .find(transport)
            .orElseThrow(() -> new IllegalArgumentException(known.explainMissing(transport)));
    return Dressing.dress(plain, codec, keys);
  }
}
