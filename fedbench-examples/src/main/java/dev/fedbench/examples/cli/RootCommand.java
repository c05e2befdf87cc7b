package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench}. */
@Command(
    name = "fedbench",
    description = "Benchmarks for federated learning systems.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      BenchmarkCommand.class,
      CoordinatorCommand.class,
      KeysCommand.class,
      ProofServerCommand.class,
      GenerateCommand.class,
      VerifyCommand.class,
      RpcCommand.class,
      SuiteCommand.class,
      StoreCommand.class,
      ZkCommand.class
    })
final class RootCommand extends CommandGroup {}
