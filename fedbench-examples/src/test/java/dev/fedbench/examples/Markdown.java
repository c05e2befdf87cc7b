package dev.fedbench.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's documents, and the code in them. */
public record Markdown(Path file, List<String> lines) {

  /** The module's tests run in its own directory. */
  private static final Path ROOT = Path.of("..");

  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final String FENCE = "```";

  /** Code between two fences. */
  public record Block(String place, String language, List<String> lines) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** README.md, CONTRIBUTING.md, CHANGELOG.md and everything in docs. */
  public static List<Markdown> all() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Markdown::read)
          .toList();
    }
  }

  private static Markdown read(Path file) {
    try {
      return new Markdown(ROOT.relativize(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.startsWith(FENCE)) {
        continue;
      }
      if (open >= 0) {
        String language = lines.get(open).strip().substring(FENCE.length());
        blocks.add(new Block(file + ":" + (open + 1), language, lines.subList(open + 1, i)));
      }
      open = open >= 0 ? -1 : i;
    }
    if (open >= 0) {
      throw new IllegalStateException(file + ":" + (open + 1) + ": a block without an end");
    }
    return blocks;
  }

  /** The code in running text, each on one line. */
  public List<String> spans() {
    List<String> text = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      boolean fence = line.strip().startsWith(FENCE);
      fenced ^= fence;
      text.add(fenced || fence ? "" : line);
    }
    Matcher spans = SPAN.matcher(String.join("\n", text));
    return spans.results().map(found -> found.group(1).replaceAll("\\s+", " ")).toList();
  }
}
