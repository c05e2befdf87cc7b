package dev.fedbench.zmq.curve;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs {@link StockMain} on {@code org.zeromq:jeromq} 0.6.0 and jnacl 1.0.0. */
final class StockJvm {

  private StockJvm() {}

  static String run(String what) throws IOException, InterruptedException, URISyntaxException {
    Path stock = Path.of(System.getProperty("stock.directory"));
    Path tests =
        Path.of(StockMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String path =
        String.join(
            File.pathSeparator,
            tests.toString(),
            stock.resolve("jeromq.jar").toString(),
            stock.resolve("jnacl.jar").toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                StockMain.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException("stock " + what + " ended with " + process.exitValue());
      }
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
