package dev.fedbench.core.report;

import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts the JSON report, byte for byte what {@link JsonReporter} writes, to a URL: once, with no
 * second try, no redirect followed, and a deadline over all of it. A user and password in the URL
 * are sent as basic authentication; they and the query appear in no message.
 *
 * <p>Rows and report wait in scratch files in the system's temporary directory. One run at a time.
 */
public final class PostReporter implements Reporter {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final URI url;
  private final Duration deadline;
  private final JsonRun run = new JsonRun();

  /**
   * Posts within ten seconds.
   *
   * @param url http or https
   */
  public PostReporter(URI url) {
    this(url, DEADLINE);
  }

  /**
   * Posts.
   *
   * @param url http or https
   * @param deadline from connecting to the whole answer
   */
  public PostReporter(URI url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
  }

  @Override
  public String name() {
    return "post " + HttpPost.shown(url);
  }

  @Override
  public Optional<String> problem() {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    Problems problems =
        new Problems()
            .expect(
                (http || https) && url.getHost() != null,
                "report URL '%s': expected http://host/… or https://host/…",
                HttpPost.shown(url))
            .positive("report URL's deadline", deadline);
    return problems.found().stream().findFirst();
  }

  @Override
  public RowSink rows(Plan plan) throws IOException {
    return run.rows(plan, scratch());
  }

  @Override
  public void report(BenchmarkResult result) throws IOException {
    try (ScratchFile body = ScratchFile.in(scratch())) {
      run.write(result, body.output());
      new HttpPost(url, deadline).send(body);
    } finally {
      run.release();
    }
  }

  private static Path scratch() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
