package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench suite}. */
@Command(
    name = "suite",
    description = "Benchmark suites, of fedbench and of whoever adds some.",
    mixinStandardHelpOptions = true,
    subcommands = {SuiteListCommand.class, SuiteRunCommand.class})
final class SuiteCommand extends CommandGroup {}
