package dev.fedbench.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What CURVE costs with the cryptography of JeroMQ's own library and with ours, at 64 KiB: sealing
 * and opening on one thread, and echoes over raw sockets between two JVMs with ten in flight. Stock
 * is {@code org.zeromq:jeromq} 0.6.0 with jnacl 1.0.0.
 */
final class CurveCost implements Figure {

  /** Odd, for a median; stock and ours take turns. */
  private static final int RUNS = 3;

  @Override
  public void measure(PrintStream out) throws Exception {
    String ours = System.getProperty("java.class.path");
    String stock = stockPath();
    double[][] sealed = new double[2][RUNS];
    double[][] echoed = new double[2][RUNS];
    for (int run = 0; run < RUNS; run++) {
      sealed[0][run] = sealing(stock);
      sealed[1][run] = sealing(ours);
      echoed[0][run] = echoes(stock);
      echoed[1][run] = echoes(ours);
    }
    print(out, "seal and open, one thread, CPU time", "MB/s", sealed);
    print(out, "CURVE echo, two JVMs, ten in flight", "req/s", echoed);
  }

  private static void print(PrintStream out, String what, String unit, double[][] values) {
    Median stock = Median.of(values[0]);
    Median ours = Median.of(values[1]);
    out.printf("%s, 64 KiB, median (least to most) of %d:%n", what, RUNS);
    out.printf("  stock: %s %s%n", stock.text("%.0f"), unit);
    out.printf("  ours: %s %s%n", ours.text("%.0f"), unit);
    out.printf("  ratio of medians: %.2f%n", ours.value() / stock.value());
  }

  private static double sealing(String path) throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start(path, List.of(), CurveSealing.class)) {
      return Double.parseDouble(jvm.finish().get("megabytes"));
    }
  }

  private static double echoes(String path) throws IOException, InterruptedException {
    try (Jvm server = Jvm.start(path, List.of(), CurveEchoServer.class)) {
      String key = server.await("key");
      String endpoint = server.await("endpoint");
      try (Jvm client = Jvm.start(path, List.of(), CurveEchoClient.class, endpoint, key)) {
        Map<String, String> values = client.finish();
        return Double.parseDouble(values.get("rate"));
      }
    }
  }

  /** Our class path, with the stock jars in the place of JeroMQ's fork and of its cryptography. */
  private static String stockPath() {
    Path stock = Path.of(System.getProperty("stock.directory"));
    Stream<String> rest =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("jeromq") && !entry.contains("fedbench-jnacl"));
    return Stream.concat(
            Stream.of(stock.resolve("jeromq.jar"), stock.resolve("jnacl.jar")).map(Path::toString),
            rest)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
