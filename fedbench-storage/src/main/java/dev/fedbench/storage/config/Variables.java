package dev.fedbench.storage.config;

import dev.fedbench.spi.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Variables of the environment, each of which may have two names. */
final class Variables {

  private static final String OURS = "FEDBENCH_";
  private static final String ALIAS = "CORAL_";

  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

  private final Map<String, String> values;
  private final Problems problems;

  Variables(Map<String, String> values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  <T> Optional<T> word(String name, Map<String, T> known) {
    return read(name).word(found(name), known);
  }

  Optional<Boolean> flag(String name) {
    return word(name, FLAGS);
  }

  /** A flag that must not have that value. */
  void refuse(String name, boolean refused, String reason) {
    problems.expect(
        flag(name).orElse(!refused) != refused,
        "%s: %s is not supported: %s",
        found(name),
        refused,
        reason);
  }

  /** The name under which a variable is set. */
  private String found(String name) {
    return isSet(OURS + name) || !isSet(ALIAS + name) ? OURS + name : ALIAS + name;
  }

  private boolean isSet(String variable) {
    return !values.getOrDefault(variable, "").isEmpty();
  }

  /** The variable alone, if it is set. */
  private Entries read(String name) {
    String ours = values.getOrDefault(OURS + name, "");
    String alias = values.getOrDefault(ALIAS + name, "");
    problems.expect(
        ours.isEmpty() || alias.isEmpty() || ours.equalsIgnoreCase(alias),
        "%s and %s are both set, and differ; unset one of them",
        OURS + name,
        ALIAS + name);
    Map<String, String> one = new HashMap<>();
    if (isSet(found(name))) {
      one.put(found(name), values.get(found(name)));
    }
    return new Entries(one, problems);
  }
}
