package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench benchmark}. */
@Command(
    name = "benchmark",
    description = "Runs benchmarks.",
    mixinStandardHelpOptions = true,
    subcommands = RunCommand.class)
final class BenchmarkCommand extends CommandGroup {}
