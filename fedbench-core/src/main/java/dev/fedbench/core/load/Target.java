package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What load is put on: starts requests on one of several connections. Thread-safe. */
public interface Target {

  /** How many connections there are, at least 1. */
  int connections();

  /**
   * Starts a request and returns at once: time spent here holds up the requests after it. Whatever
   * the request carries was made before. To cancel the future is to give the request up.
   *
   * @param connection 0 to {@link #connections} - 1
   * @param request from 0, in the order in which requests are made, those of the warm-up first
   * @return completes with the answer, on any thread, or exceptionally: with an {@link
   *     dev.fedbench.rpc.RpcException} where there is none. It has a timeout of its own.
   */
  CompletableFuture<RpcResponse> start(int connection, long request);

  /** Bytes of that request's body. */
  int requestBytes(long request);

  /**
   * Calls in turn: request i is {@code requests[i mod n]}, called on the connection's client. One
   * request may be in several calls at once.
   *
   * @param clients one for each connection; not closed here
   * @param requests made beforehand; their bodies must not change any more
   * @param timeout of each call
   * @throws IllegalArgumentException if there is no client or no request
   */
  static Target calls(List<RpcClient> clients, List<RpcRequest> requests, Duration timeout) {
    return new Calls(clients, requests, timeout);
  }
}
