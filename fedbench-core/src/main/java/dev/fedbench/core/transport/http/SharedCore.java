package dev.fedbench.core.transport.http;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A transport's {@link ClientCore}, there while clients are. Thread-safe. */
final class SharedCore {

  private final Optional<SSLContext> tls;
  private ClientCore core;
  private int users;

  SharedCore(Optional<SSLContext> tls) {
    this.tls = tls;
  }

  /** Each user releases once. */
  synchronized ClientCore acquire() throws IOException {
    if (users == 0) {
      core = new ClientCore(tls);
    }
    users++;
    return core;
  }

  void release() {
    ClientCore last;
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
      last = core;
      core = null;
    }
    last.stop();
  }
}
