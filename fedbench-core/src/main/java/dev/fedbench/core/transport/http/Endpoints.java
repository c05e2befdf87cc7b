package dev.fedbench.core.transport.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server answers beside calls and topics, or in their place. Immutable.
 *
 * @param alone whether there are no calls and topics
 * @param byPath by path and HTTP method
 */
record Endpoints(boolean alone, Map<String, Map<String, HttpEndpoint>> byPath) {

  /**
   * @throws IllegalArgumentException if a path cannot be one, or two endpoints are in each other's
   *     way
   */
  static Endpoints of(boolean alone, List<HttpEndpoint> endpoints) {
    Map<String, Map<String, HttpEndpoint>> byPath = new TreeMap<>();
    for (HttpEndpoint endpoint : endpoints) {
      String path = endpoint.path();
      if (!path.startsWith("/") || Route.Kind.owns(path)) {
        throw new IllegalArgumentException(
            "endpoint path '%s': expected one that begins with /, and not one of ours"
                .formatted(path));
      }
      HttpEndpoint other =
          byPath.computeIfAbsent(path, key -> new TreeMap<>()).put(endpoint.method(), endpoint);
      if (other != null) {
        throw new IllegalArgumentException(
            "two endpoints for %s %s".formatted(endpoint.method(), path));
      }
    }
    return new Endpoints(alone, byPath);
  }

  /** What there is at a path, by HTTP method; empty if nothing is. */
  Optional<Map<String, HttpEndpoint>> at(String path) {
    String parent = path.substring(0, path.lastIndexOf('/') + 1);
    return Optional.ofNullable(byPath.get(path)).or(() -> Optional.ofNullable(byPath.get(parent)));
  }
}
