package dev.fedbench.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that {@link ServiceLoader} finds of a service, and what it could not load. A class that two
 * loaders find is one provider: the context class loader's.
 *
 * @param byName the providers that claim a name
 * @param broken why others are not among them, each with its cause
 */
record Providers<T extends Extension>(Map<String, List<T>> byName, List<String> broken) {

  /** A loader that fails this often may do so for ever: the JDK promises no recovery. */
  private static final int MOST_FAILURES = 100;

  static <T extends Extension> Providers<T> of(Class<T> type) {
    Providers<T> providers = new Providers<>(new TreeMap<>(), new ArrayList<>());
    Stream.of(Thread.currentThread().getContextClassLoader(), Providers.class.getClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(loader -> providers.addAll(ServiceLoader.load(type, loader).iterator()));
    return providers;
  }

  private void addAll(Iterator<T> found) {
    int failures = 0;
    boolean more = true;
    while (more && failures < MOST_FAILURES) {
      try {
        more = found.hasNext();
        if (more) {
          add(found.next());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++; // a class is missing, or its constructor throws: the next may be sound
        note(describe(e));
      }
    }
  }

  private void add(T provider) {
    String name;
    try {
      name = Objects.requireNonNull(provider.name(), "its name is null");
    } catch (RuntimeException | Error e) { // a plug-in's code: the others are found all the same
      note(provider.getClass().getName() + ": " + e);
      return;
    }
    List<T> claimants = byName.computeIfAbsent(name, key -> new ArrayList<>());
    if (claimants.stream()
        .noneMatch(other -> other.getClass().getName().equals(provider.getClass().getName()))) {
      claimants.add(provider);
    }
  }

  /** Two loaders may well tell the same. */
  private void note(String problem) {
    if (!broken.contains(problem)) {
      broken.add(problem);
    }
  }

  private static String describe(Throwable error) {
    if (!(error instanceof ServiceConfigurationError)) {
      return "a provider's class cannot be linked: " + error;
    }
    return error.getMessage() + (error.getCause() == null ? "" : " (" + error.getCause() + ")");
  }
}
