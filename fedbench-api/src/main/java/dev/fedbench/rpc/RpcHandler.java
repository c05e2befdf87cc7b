package dev.fedbench.rpc;

import java.util.concurrent.CompletionStage;

/** Serves calls. Called by many threads at once; must not block for long. */
@FunctionalInterface
public interface RpcHandler {

  /**
   * Serves one call. An exception, thrown or in the stage, becomes an ERROR to that caller alone,
   * with a text that shows nothing of the server's insides; a stage that never completes ends with
   * the call's timeout.
   */
  CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call);
}
