package dev.fedbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java in the documents compiles. The rule: a block is the body of a method that may throw
 * anything, so that it may hold statements and classes that are not public, and sees the packages
 * below without importing them.
 */
class DocsJavaTest {

  private static final List<String> IMPORTS =
      List.of(
          "dev.fedbench.*",
          "dev.fedbench.circom.*",
          "dev.fedbench.core.learning.*",
          "dev.fedbench.core.proof.*",
          "dev.fedbench.core.proofservice.*",
          "dev.fedbench.core.report.*",
          "dev.fedbench.core.rpc.*",
          "dev.fedbench.core.suite.rpc.*",
          "dev.fedbench.core.transport.http.*",
          "dev.fedbench.fl.*",
          "dev.fedbench.metric.*",
          "dev.fedbench.proof.*",
          "dev.fedbench.report.*",
          "dev.fedbench.result.*",
          "dev.fedbench.rpc.*",
          "dev.fedbench.spi.*",
          "dev.fedbench.storage.*",
          "dev.fedbench.storage.safetensors.*",
          "dev.fedbench.suite.*",
          "dev.fedbench.testing.*",
          "dev.fedbench.zk.circom.*",
          "java.math.BigInteger",
          "java.net.URI",
          "java.nio.ByteBuffer",
          "java.nio.file.Path",
          "java.security.SecureRandom",
          "java.time.Duration",
          "java.util.*",
          "java.util.concurrent.CompletableFuture",
          "static org.assertj.core.api.Assertions.*");

  @TempDir private Path classes;

  static Stream<Markdown.Block> blocks() throws IOException {
    return Markdown.all().stream()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> block.language().equals("java"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void a_java_block_compiles(Markdown.Block block) {
    assertThat(mistakes(block.lines())).as("%s", block).isEmpty();
  }

  @Test
  void the_readme_has_java_blocks() throws Exception {
    assertThat(blocks()).extracting(Markdown.Block::place).anyMatch(p -> p.startsWith("README"));
  }

  @Test
  void what_does_not_exist_does_not_compile() {
    assertThat(mistakes(List.of("Benchmark.builder().clints(1);")))
        .singleElement()
        .asString()
        .startsWith("line 1: ")
        .contains("clints");
  }

  /** What the compiler says, by the line of the block. */
  private List<String> mistakes(List<String> block) {
    String imports = IMPORTS.stream().map("import %s; "::formatted).collect(Collectors.joining());
    String source =
        "%sclass Example { void example() throws Exception {\n%s\n}}"
            .formatted(imports, String.join("\n", block));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-d",
            classes.toString());
    compiler.getTask(null, null, found, options, null, List.of(new Source(source))).call();
    return found.getDiagnostics().stream()
        .map(
            mistake ->
                "line %d: %s"
                    .formatted(mistake.getLineNumber() - 1, mistake.getMessage(Locale.ENGLISH)))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
