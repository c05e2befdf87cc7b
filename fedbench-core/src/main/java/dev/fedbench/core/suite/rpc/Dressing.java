package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.CompressingTransport;
import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.ScenarioSkippedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts encryption and compression around a transport. */
final class Dressing {

  private Dressing() {}

  /** The names of all codecs; those that were added to this library's own come first. */
  static List<String> codecs() {
    return Extensions.of(Codec.class).all().values().stream()
        .sorted(Comparator.comparing(Dressing::isOwn))
        .map(Codec::name)
        .toList();
  }

  private static boolean isOwn(Codec codec) {
    return codec.getClass().getPackageName().startsWith("dev.fedbench.core.");
  }

  /**
   * The transport with what is asked for.
   *
   * @throws IllegalArgumentException if there is no such codec
   * @throws ScenarioSkippedException if it cannot be encrypted
   * @throws IOException if the keys cannot be used
   */
  static Transport dress(Transport plain, Optional<String> codec, Optional<Path> keys)
      throws IOException, ScenarioSkippedException {
    Transport dressed = keys.isPresent() ? encrypted(plain, keys.get()) : plain;
    return codec.isPresent() ? new CompressingTransport(dressed, codec(codec.get())) : dressed;
  }

  private static Codec codec(String name) {
    Extensions<Codec> known = Extensions.of(Codec.class);
    return known
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException(known.explainMissing(name)));
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
