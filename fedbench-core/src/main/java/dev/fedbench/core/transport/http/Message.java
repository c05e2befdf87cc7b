package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.RpcRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A request of ours.
 *
 * @param path with the query, if any
 */
record Message(Route.Kind kind, String path, HttpFields headers, ByteBuffer body) {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  static Message call(RpcRequest request, String id, long timeoutNanos, int maxResponseBytes) {
    // Rounded up: the server is never the first to lose patience.
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + 1);
    HttpFields.Mutable headers =
        HttpFields.build()
            .add(Protocol.CALL, id)
            .add(Protocol.TIMEOUT, millis)
            .add(Protocol.MAX_RESPONSE, maxResponseBytes);
    if (!request.orderKey().isEmpty()) {
      headers.add(Protocol.ORDER, OrderKey.encode(request.orderKey()));
    }
    String path = Route.Kind.CALL.path(request.method());
    return new Message(Route.Kind.CALL, path, headers, request.body());
  }

  /**
   * @param method of the call; empty for a poll
   */
  static Message cancel(String id, Optional<String> method) {
    HttpFields.Mutable headers = HttpFields.build();
    method.ifPresent(name -> headers.add(Protocol.METHOD, name));
    return new Message(Route.Kind.CANCEL, Route.Kind.CANCEL.path(id), headers, EMPTY);
  }

  static Message poll(String topic, OptionalLong after, String id, int maxResponseBytes) {
    HttpFields headers =
        HttpFields.build().add(Protocol.CALL, id).add(Protocol.MAX_RESPONSE, maxResponseBytes);
    String query = after.isPresent() ? "?after=" + after.getAsLong() : "";
    return new Message(Route.Kind.POLL, Route.Kind.POLL.path(topic) + query, headers, EMPTY);
  }

  /** The request to that server. Jetty parses what it must anyway, and no more. */
  Request toRequest(HttpClient jetty, URI endpoint) {
    Request request =
        jetty
            .newRequest(endpoint)
            .method(kind.httpMethod())
            .path(path)
            .headers(
                fields -> fields.put(HttpHeader.HOST, endpoint.getRawAuthority()).add(headers));
    if (kind != Route.Kind.POLL) {
      request.body(new ByteBufferRequestContent(Protocol.OCTETS, body.duplicate()));
    }
    return request;
  }
}
