package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls with requests that were made beforehand. */
final class Calls implements Target {

  private final RpcClient[] clients;
  private final RpcRequest[] requests;
  private final Duration timeout;

  Calls(List<RpcClient> clients, List<RpcRequest> requests, Duration timeout) {
    if (clients.isEmpty() || requests.isEmpty()) {
      throw new IllegalArgumentException(
          "%d clients, %d requests: expected at least 1 each"
              .formatted(clients.size(), requests.size()));
    }
    this.clients = clients.toArray(RpcClient[]::new);
    this.requests = requests.toArray(RpcRequest[]::new);
    this.timeout = timeout;
  }

  @Override
  public int connections() {
    return clients.length;
  }

  @Override
  public CompletableFuture<RpcResponse> start(int connection, long request) {
    return clients[connection].call(made(request), timeout);
  }

  @Override
  public int requestBytes(long request) {
    return made(request).body().remaining();
  }

  private RpcRequest made(long request) {
    return requests[(int) (request % requests.length)];
  }
}
