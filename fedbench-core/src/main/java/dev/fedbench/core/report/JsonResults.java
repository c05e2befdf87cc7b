package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.fedbench.result.BenchmarkResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads results back from the JSON files that {@link JsonReporter} writes. */
public final class JsonResults {

  private JsonResults() {}

  /**
   * Reads a result: equal to the one that was reported, unless there were more rows than a result
   * keeps. Then rounds and other rows are kept before clients, and the rest is counted as omitted.
   *
   * <p>The file may come from anywhere: memory is bounded whatever it holds.
   *
   * @throws IOException if the file cannot be read, is cut off, is not such a report, or has a
   *     schema version that this library does not know
   */
  public static BenchmarkResult read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (NoSuchFileException e) {
      throw new IOException("report '%s': no such file".formatted(file), e);
    } catch (IOException e) {
      throw new IOException("report '%s': %s".formatted(file, e.getMessage()), e);
    }
  }

  static BenchmarkResult read(InputStream in) throws IOException {
    try (JsonInput input = new JsonInput(in)) {
      try {
        return new ResultReader(input).read();
      } catch (JsonProcessingException e) {
        throw malformed(input, e.getOriginalMessage(), e);
      } catch (CharacterCodingException e) {
        throw malformed(input, "not UTF-8", e);
      } catch (IOException | IllegalArgumentException e) {
        throw malformed(input, e.getMessage(), e);
      }
    }
  }

  private static IOException malformed(JsonInput input, String why, Exception e) {
    return new IOException("%s (up to %s)".formatted(why, input.where()), e);
  }
}
