package dev.fedbench.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The one place where extensions are discovered.
 *
 * <p>Extensions come from the thread's context class loader, then from the loader of this class. A
 * name that two providers claim is an error, never a silent choice.
 */
public final class Extensions<T extends Extension> {

  /** The artifacts that would add a name, for names that we publish ourselves. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "transport:inprocess", "fedbench-core",
          "transport:http", "fedbench-core",
          "transport:zmq", "fedbench-zmq",
          "transport:grpc", "fedbench-grpc",
          "transport:kafka", "fedbench-kafka",
          "suite:storage", "fedbench-storage",
          "suite:cluster", "fedbench-cluster",
          "aggregator:fedavg", "fedbench-core");

  private final String kind;
  private final Map<String, T> byName;

  private Extensions(String kind, Map<String, T> byName) {
    this.kind = kind;
    this.byName = byName;
  }

  /**
   * Discovers all extensions of one type.
   *
   * @param type the service type, which this module {@code uses}
   * @throws IllegalStateException if two different providers have one name
   */
  public static <T extends Extension> Extensions<T> of(Class<T> type) {
    Map<String, T> found = new TreeMap<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    for (ClassLoader loader : new ClassLoader[] {context, Extensions.class.getClassLoader()}) {
      if (loader != null) {
        ServiceLoader.load(type, loader).forEach(extension -> add(found, extension));
      }
    }
    return new Extensions<>(type.getSimpleName().toLowerCase(java.util.Locale.ROOT), found);
  }

  private static <T extends Extension> void add(Map<String, T> found, T extension) {
    T other = found.putIfAbsent(extension.name(), extension);
    if (other != null && other.getClass() != extension.getClass()) {
      throw new IllegalStateException(
          "two extensions are named '%s': %s and %s; take one of them off the class path"
              .formatted(
                  extension.name(), other.getClass().getName(), extension.getClass().getName()));
    }
  }

  /** The names found, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** All extensions by name, sorted. */
  public Map<String, T> all() {
    return new LinkedHashMap<>(byName);
  }

  /** The extension of that name, if it was found. */
  public Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Why there is no such name, what there is, and what would help.
   *
   * @return a sentence for the user, for a name that {@link #find} does not know
   */
  public String explainMissing(String name) {
    StringBuilder text = new StringBuilder("unknown %s '%s'".formatted(kind, name));
    Optional<String> artifact = Optional.ofNullable(ARTIFACTS.get(kind + ":" + name));
    Optional<String> close = Suggestion.closest(name, known());
    if (artifact.isPresent()) {
      text.append("; add the artifact dev.fedbench:").append(artifact.get());
    } else if (close.isPresent()) {
      text.append("; did you mean '").append(close.get()).append("'");
      if (!byName.containsKey(close.get())) {
        text.append(" (artifact dev.fedbench:")
            .append(ARTIFACTS.get(kind + ":" + close.get()))
            .append(')');
      }
      text.append('?');
    }
    return text.append(text.charAt(text.length() - 1) == '?' ? " " : ". ")
        .append("Available here: ")
        .append(byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))
        .toString();
  }

  private List<String> known() {
    java.util.Set<String> names = new java.util.TreeSet<>(byName.keySet());
    String prefix = kind + ":";
    ARTIFACTS.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .forEach(names::add);
    return List.copyOf(names);
  }
}
