package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench rpc}. */
@Command(
    name = "rpc",
    description = "Calls over any transport: a server, and load on it.",
    mixinStandardHelpOptions = true,
    subcommands = {RpcServeCommand.class, RpcBenchCommand.class, RpcKeysCommand.class})
final class RpcCommand extends CommandGroup {}
