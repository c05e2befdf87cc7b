package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench zk}. */
@Command(
    name = "zk",
    description = "Groth16 from file to file, with those of circom and snarkjs.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ZkSetupCommand.class,
      ZkCircuitCommand.class,
      ZkWitnessCommand.class,
      ZkProveCommand.class,
      ZkVerifyCommand.class,
      ZkBenchCommand.class
    })
final class ZkCommand extends CommandGroup {}
