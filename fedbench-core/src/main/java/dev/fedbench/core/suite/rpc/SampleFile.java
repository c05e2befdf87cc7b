package dev.fedbench.core.suite.rpc;

import dev.fedbench.metric.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Every request's times of one scenario: CSV under gzip, a line a request, in nanoseconds since the
 * iteration's measured part began. Written between iterations. Not thread-safe.
 */
final class SampleFile implements AutoCloseable {

  private static final String HEAD = "iteration,due_ns,sent_ns,done_ns,answered\n";

  private final Path file;
  private final Writer out;

  private SampleFile(Path file, Writer out) {
    this.file = file;
    this.out = out;
  }

  /** A new file, in a directory that is made if need be. */
  static SampleFile create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII));
    out.write(HEAD);
    return new SampleFile(file, out);
  }

  /** Writes an iteration's; returns the row that says where they are. */
  Row write(int iteration, RequestTimes times) throws IOException {
    for (int i = 0; i < times.kept(); i++) {
      out.write(iteration + "," + times.line(i) + "\n");
    }
    Path directory = file.toAbsolutePath().getParent().getFileName();
    return Row.builder("samples")
        .column("iteration", iteration)
        .column("file", (directory == null ? "" : directory + "/") + file.getFileName())
        .column("samples", times.kept())
        .column("omitted", times.omitted())
        .build();
  }

  /** Idempotent. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
