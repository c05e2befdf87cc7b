package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.RpcRequest;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a path asks for. Paths are compared as they are written: an escaped or a dotted path is
 * another path, and there is none.
 *
 * @param name the method, topic or call id
 */
record Route(Kind kind, String name) {

  enum Kind {
    CALL("/rpc/", "POST"),
    CANCEL("/cancel/", "POST"),
    POLL("/topics/", "GET");

    private final String prefix;
    private final String httpMethod;

    Kind(String prefix, String httpMethod) {
      this.prefix = prefix;
      this.httpMethod = httpMethod;
    }

    /** The one HTTP method that it takes. */
    String httpMethod() {
      return httpMethod;
    }

    /** The path of that name. */
    String path(String name) {
      return prefix + name;
    }

    /** Whether the path can only be one of these. */
    static boolean owns(String path) {
      return Stream.of(values()).anyMatch(kind -> path.startsWith(kind.prefix));
    }

    private boolean isName(String name) {
      return this == CANCEL ? Protocol.isCallId(name) : RpcRequest.isMethod(name);
    }
  }

  /** The route of a path; empty if there is none. */
  static Optional<Route> parse(String path) {
    for (Kind kind : Kind.values()) {
      if (path.startsWith(kind.prefix)) {
        String name = path.substring(kind.prefix.length());
        return kind.isName(name) ? Optional.of(new Route(kind, name)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
