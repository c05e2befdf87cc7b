package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to an {@link HttpEndpoint}. All of it is the peer's word.
 *
 * @param method the HTTP method
 * @param path as it was written
 * @param query what follows the question mark, as it was written; empty if nothing does
 * @param headers by their names in lower case; several of one name joined by ", "
 * @param body whole, within the server's bound on requests
 * @param remoteAddress the peer's address, without a port
 */
public record HttpQuestion(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    ByteBuffer body,
    String remoteAddress) {

  public HttpQuestion {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(query, "query");
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(remoteAddress, "remoteAddress");
  }

  /** The header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
