package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands rpc and suite say of mistakes: all of them, before anything starts. */
class RpcCommandsTest {

  @TempDir private Path directory;

  @Test
  void every_mistake_of_a_load_is_told_at_once() {
    Terminal.Said said =
        Terminal.run(
            "rpc",
            "bench",
            "--transport",
            "zmg",
            "--endpoint",
            "zmq://127.0.0.1:1",
            "--payload",
            "-1",
            "--in-flight",
            "2",
            "--clients",
            "3",
            "--duration",
            "0",
            "--rate",
            "0",
            "--payload-kind",
            "noise",
            "--compress",
            "zip",
            "--server-key",
            "abc");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("unknown transport 'zmg'", "did you mean 'zmq'?")
        .contains("--payload: -1", "--in-flight: 2; expected 3", "--duration: 0")
        .contains("--rate: 0", "--payload-kind: payload kind 'noise'", "unknown codec 'zip'")
        .contains("--curve-keys and --server-key: one is missing");
  }

  @Test
  void a_server_with_keys_says_who_may_connect() {
    Terminal.Said said = Terminal.run("rpc", "serve", "--transport", "zmq", "--curve-keys", "x");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--curve-keys and --allow: one is missing");
  }

  @Test
  void a_scheduler_that_there_is_not_is_refused_by_those_there_are() {
    Terminal.Said said = Terminal.run("rpc", "serve", "--transport", "http", "--scheduler", "fifo");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("'fifo'", "exit-ordered or key-serialized");
  }

  @Test
  void new_keys_do_not_replace_old_ones() {
    Path file = directory.resolve("key");
    assertThat(Terminal.run("rpc", "keys", "--out", file).exitCode()).isZero();
    Terminal.Said said = Terminal.run("rpc", "keys", "--out", file);
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains(file.toString());
  }

  @Test
  void a_suite_or_scenario_that_there_is_not_is_refused_and_nothing_is_written() {
    Terminal.Said suite = Terminal.run("suite", "run", "rcp", "--output-dir", directory);
    assertThat(suite.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(suite.err()).contains("'rcp'", "rpc");
    Terminal.Said scenario =
        Terminal.run("suite", "run", "rpc", "--scenario", "speed", "--output-dir", directory);
    assertThat(scenario.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(scenario.err()).contains("speed", "throughput");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void what_is_for_one_suite_is_refused_for_another() {
    Terminal.Said said =
        Terminal.run("suite", "run", "other", "--same-jvm", "--output-dir", directory);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--same-jvm", "rpc", "this is 'other'");
  }
}
