package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that serves the benchmark's methods. Says {@code endpoint <uri>} when it does, and ends
 * when its standard input does, as it will when its parent is gone, however that came about. Then
 * it says {@code left <thread>} for each thread of ours that outlived the server.
 */
final class BenchServerMain {

  static final String ENDPOINT = "endpoint ";
  static final String LEFT = "left ";

  private static final int END_MILLIS = 1_500;
  private static final int POLL_MILLIS = 20;

  private BenchServerMain() {}

  /** See {@link ServerSpec#parse} for the arguments. */
  public static void main(String[] arguments) throws Exception {
    serve(ServerSpec.parse(arguments), System.in, System.out);
  }

  private static void serve(ServerSpec spec, InputStream in, PrintStream out) throws Exception {
    try (BenchService service = BenchService.start(spec.resolve(), spec.scheduler(), Map.of())) {
      out.println(ENDPOINT + service.endpoint());
      out.flush();
      awaitEnd(in);
    }
    for (String left : ownThreads()) {
      out.println(LEFT + left);
    }
  }

  private static void awaitEnd(InputStream in) throws IOException {
    while (in.read() >= 0) {
      continue; // nothing that is said matters
    }
  }

  /** Those that do not end within a while. */
  private static List<String> ownThreads() throws InterruptedException {
    List<String> left = OwnThreads.names();
    for (int waited = 0; !left.isEmpty() && waited < END_MILLIS; waited += POLL_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      left = OwnThreads.names();
    }
    return left.stream().sorted(Comparator.naturalOrder()).toList();
  }
}
