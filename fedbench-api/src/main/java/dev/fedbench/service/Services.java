package dev.fedbench.service;

import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Where the api's one-of-a-kind services come from: the engine and the renderer of results.
 *
 * <p>The rule is that of {@code Extensions}: the thread's context class loader first, then the
 * loader of the api itself. So engine, renderer, transports, suites and aggregators come from the
 * same place, also where a container has loaders of its own for each application. Not exported.
 */
public final class Services {

  private Services() {}

  /**
   * The first provider of a service.
   *
   * @param type the service type, which this module {@code uses}
   * @param purpose what cannot be done without one, for the message
   * @throws IllegalStateException if there is none
   * @throws java.util.ServiceConfigurationError if the first one is broken
   */
  public static <T> T first(Class<T> type, String purpose) {
    return Stream.of(
            Thread.currentThread().getContextClassLoader(), Services.class.getClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .map(loader -> ServiceLoader.load(type, loader).findFirst())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing here %s; add the artifact dev.fedbench:fedbench-core"
                        .formatted(purpose)));
  }
}
