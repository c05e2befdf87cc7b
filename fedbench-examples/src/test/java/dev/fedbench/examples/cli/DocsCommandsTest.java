package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.examples.Markdown;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command lines and options in the documents are understood. */
class DocsCommandsTest {

  /** From the program's name to the end, or to the gap before a remark. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:^|/)fedbench(?:\\.jar)? ([a-z].*?)(?: {2,}.*)?$");

  static Stream<String> commands() throws IOException {
    return code().flatMap(line -> arguments(line).stream());
  }

  static Stream<String> options() throws IOException {
    return Markdown.all().stream()
        .flatMap(document -> document.spans().stream())
        .filter(span -> span.startsWith("--"))
        .map(span -> span.split("[ =]", 2)[0])
        .distinct();
  }

  /** Every line of code without a language, and every piece of code in running text. */
  private static Stream<String> code() throws IOException {
    return Markdown.all().stream()
        .flatMap(
            document ->
                Stream.concat(
                    document.blocks().stream()
                        .filter(block -> !block.language().equals("java"))
                        .flatMap(block -> block.lines().stream()),
                    document.spans().stream()));
  }

  private static List<String> arguments(String line) {
    Matcher command = COMMAND.matcher(line);
    return command.find() ? List.of(command.group(1)) : List.of();
  }

  @ParameterizedTest(name = "fedbench {0}")
  @MethodSource("commands")
  void a_command_line_is_understood(String arguments) {
    assertThat(mistakes(arguments)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("options")
  void an_option_exists(String option) {
    assertThat(knows(Cli.commandLine(), option)).as(option).isTrue();
  }

  @Test
  void the_readme_has_command_lines() throws Exception {
    assertThat(commands())
        .contains("benchmark run --clients 10 --secure")
        .contains("benchmark run --help")
        .contains("coordinator --no-proofs --no-signatures --fedzk-api --open-enrolment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "benchmarks run",
        "benchmark run --client 10",
        "benchmark run --clients many",
        "benchmark run --dataset cats",
        "keys -c 10 --dir keys"
      })
  void what_does_not_exist_is_not_understood(String arguments) {
    assertThat(mistakes(arguments)).isNotEmpty();
  }

  private static List<String> mistakes(String arguments) {
    ParseResult parsed = Cli.commandLine().parseArgs(arguments.split(" +"));
    return parsed.asCommandLineList().stream()
        .flatMap(line -> line.getParseResult().errors().stream())
        .map(Exception::getMessage)
        .toList();
  }

  private static boolean knows(CommandLine line, String option) {
    return line.getCommandSpec().findOption(option) != null
        || line.getSubcommands().values().stream().anyMatch(each -> knows(each, option));
  }
}
