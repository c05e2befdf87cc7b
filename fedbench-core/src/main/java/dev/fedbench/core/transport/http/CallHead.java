package dev.fedbench.core.transport.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a call's headers say.
 *
 * @param id of the client's choosing, empty for a poll that needs none
 * @param timeoutNanos when the client will have given the call up; very large if it did not say
 * @param maxResponseBytes the largest answer that the client takes
 */
record CallHead(
    String id, String method, String orderKey, long timeoutNanos, int maxResponseBytes) {

  private static final long MAX_NANOS = Long.MAX_VALUE / 4;

  /** The head of a call of that method; empty if anything in it is malformed. */
  static Optional<CallHead> of(String method, HttpFields headers) {
    String id = headers.get(Protocol.CALL);
    if (id == null || !Protocol.isCallId(id)) {
      return Optional.empty();
    }
    String order = headers.get(Protocol.ORDER);
    Optional<String> orderKey = order == null ? Optional.of("") : OrderKey.decode(order);
    OptionalLong millis = optional(headers, Protocol.TIMEOUT, 1, Long.MAX_VALUE / 2, MAX_NANOS);
    OptionalLong most = maxResponse(headers);
    if (orderKey.isEmpty() || millis.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    long nanos = Math.min(MAX_NANOS, TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()));
    return Optional.of(new CallHead(id, method, orderKey.get(), nanos, (int) most.getAsLong()));
  }

  /** The largest answer that the client takes; empty if malformed. */
  static OptionalLong maxResponse(HttpFields headers) {
    return optional(headers, Protocol.MAX_RESPONSE, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static OptionalLong optional(
      HttpFields headers, String name, long least, long most, long absent) {
    String text = headers.get(name);
    return text == null ? OptionalLong.of(absent) : Protocol.number(text, least, most);
  }
}
