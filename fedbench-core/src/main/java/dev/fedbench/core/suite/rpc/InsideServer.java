package dev.fedbench.core.suite.rpc;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server in this process. What it leaves behind is in the group of the trial's threads.
 *
 * @param service what serves
 */
record InsideServer(BenchService service) implements BenchServer {

  @Override
  public URI endpoint() {
    return service.endpoint();
  }

  @Override
  public boolean apart() {
    return false;
  }

  @Override
  public Optional<String> death() {
    return Optional.empty();
  }

  @Override
  public void kill() {
    close();
  }

  @Override
  public void close() {
    service.close();
  }

  @Override
  public List<String> leftovers() {
    return List.of();
  }
}
