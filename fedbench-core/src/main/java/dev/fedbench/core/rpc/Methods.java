package dev.fedbench.core.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A handler that finds each method's own by its name. A method that there is not is an ERROR to
 * that call alone, which names it and those that there are. Thread-safe if the handlers are.
 */
public final class Methods implements RpcHandler {

  /** No more names in one message. */
  private static final int MOST_NAMES = 50;

  private final Map<String, RpcHandler> byName;

  /**
   * @throws IllegalArgumentException if a name cannot be a method's
   */
  public Methods(Map<String, RpcHandler> byName) {
    this.byName = new TreeMap<>(byName);
    for (String name : this.byName.keySet()) {
      if (!RpcRequest.isMethod(name)) {
        throw new IllegalArgumentException(
            "method '%s': expected %s".formatted(name, RpcRequest.METHOD_FORM));
      }
    }
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    RpcHandler handler = byName.get(request.method());
    return handler != null
        ? handler.handle(request, call)
        : CompletableFuture.completedFuture(RpcResponse.error(unknown(request.method())));
  }

  private String unknown(String name) {
    String known = String.join(", ", byName.keySet().stream().limit(MOST_NAMES).toList());
    return "unknown method %s; this server has %s%s"
        .formatted(
            name,
            byName.isEmpty() ? "none" : known,
            byName.size() > MOST_NAMES ? " and " + (byName.size() - MOST_NAMES) + " more" : "");
  }
}
