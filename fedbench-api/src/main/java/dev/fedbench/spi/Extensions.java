package dev.fedbench.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one place where extensions are discovered.
 *
 * <p>Extensions come from the thread's context class loader, then from the loader of this class. A
 * provider that cannot be loaded hides no other: whoever asks for a name that is not there is told
 * of it. A name that two providers claim is nobody's: a look-up by it names both.
 */
public final class Extensions<T extends Extension> {

  /** The artifacts that would add a name, for names that we publish ourselves. */
  private static final Map<String, String> ARTIFACTS =
      Map.ofEntries(
          Map.entry("transport:inprocess", "fedbench-core"),
          Map.entry("transport:http", "fedbench-core"),
          Map.entry("transport:zmq", "fedbench-zmq"),
          Map.entry("transport:grpc", "fedbench-grpc"),
          Map.entry("transport:kafka", "fedbench-kafka"),
          Map.entry("codec:deflate", "fedbench-core"),
          Map.entry("codec:snappy", "fedbench-zmq, and org.xerial.snappy:snappy-java"),
          Map.entry("suite:storage", "fedbench-storage"),
          Map.entry("suite:cluster", "fedbench-cluster"),
          Map.entry("aggregator:fedavg", "fedbench-core"),
          Map.entry("proof system:groth16", "fedbench-zk"));

  private final String kind;
  private final Map<String, T> byName = new TreeMap<>();

  /** Names that two providers claim, and which do. */
  private final Map<String, Set<String>> contested = new TreeMap<>();

  /** Why providers are not here. */
  private final List<String> broken;

  private Extensions(String kind, Providers<T> providers) {
    this.kind = kind;
    this.broken = providers.broken();
    providers.byName().forEach(this::add);
  }

  /**
   * Discovers all extensions of one type.
   *
   * @param type the service type, which this module {@code uses}
   */
  public static <T extends Extension> Extensions<T> of(Class<T> type) {
    String words = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    String kind = words.toLowerCase(Locale.ROOT);
    return new Extensions<>(kind, Providers.of(type));
  }

  private void add(String name, List<T> claimants) {
    if (claimants.size() == 1) {
      byName.put(name, claimants.get(0));
    } else {
      Set<String> classes = new TreeSet<>();
      claimants.forEach(claimant -> classes.add(claimant.getClass().getName()));
      contested.put(name, classes);
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

  /** The extension of that name, if it was found and no other has the name. */
  public Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Why there is no such name, what there is, and what would help.
   *
   * @return a sentence for the user, for a name that {@link #find} does not know
   */
  public String explainMissing(String name) {
    if (contested.containsKey(name)) {
      return "%s '%s': this name is claimed by %s; take all but one of them off the class path"
          .formatted(kind, name, String.join(" and ", contested.get(name)));
    }
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
    text.append(text.charAt(text.length() - 1) == '?' ? " " : ". ")
        .append("Available here: ")
        .append(byName.isEmpty() ? "none" : String.join(", ", byName.keySet()));
    if (!broken.isEmpty()) { // one of them may be the one that was meant
      text.append(". Could not be loaded: ").append(String.join("; ", broken));
    }
    return text.toString();
  }

  private List<String> known() {
    Set<String> names = new TreeSet<>(byName.keySet());
    String prefix = kind + ":";
    ARTIFACTS.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .forEach(names::add);
    return List.copyOf(names);
  }
}
