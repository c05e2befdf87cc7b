package dev.fedbench.storage.version;

import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.pack.ObjectId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names of branches and tags. They are lines of the manifest, never names of files. */
enum RefName {
  BRANCH("branch/"),
  TAG("tag/");

  private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+@=-]{0,199}");

  private final String prefix;

  RefName(String prefix) {
    this.prefix = prefix;
  }

  /** The name of the ref in the manifest. */
  String of(String name) throws StoreException {
    if (!SOUND.matcher(name).matches()) {
      throw new StoreException(
          "'%s' is no name of a branch or tag; expected 1 to 200 of A-Z a-z 0-9 . _ / + @ = -, the first a letter, digit or _"
              .formatted(name.length() <= 80 ? name : name.substring(0, 80) + "…"));
    }
    return prefix + name;
  }

  /** Those of its kind: names and ids. */
  SortedMap<String, String> among(Map<String, ObjectId> refs) {
    SortedMap<String, String> named = new TreeMap<>();
    refs.forEach(
        (ref, id) -> {
          if (ref.startsWith(prefix)) {
            named.put(ref.substring(prefix.length()), id.hex());
          }
        });
    return named;
  }
}
