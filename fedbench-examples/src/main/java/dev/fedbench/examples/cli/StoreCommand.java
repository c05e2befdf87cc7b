package dev.fedbench.examples.cli;

import picocli.CommandLine.Command;

/** {@code fedbench store}. */
@Command(
    name = "store",
    description = {
      "A lossless, versioned store of model weights.",
      "",
      "REV is a branch, a tag, the id of a commit or 6 digits of it at least; '~N' after it goes back N parents.",
      "Exit codes: 0 done, 1 it could not be done or something is damaged, 2 usage, 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      StoreInitCommand.class,
      StoreCommitCommand.class,
      StoreLogCommand.class,
      StoreDiffCommand.class,
      StoreTagCommand.class,
      StoreCheckoutCommand.class,
      StoreStatsCommand.class,
      StoreVerifyCommand.class,
      StoreGcCommand.class,
      StoreReplayCommand.class
    })
final class StoreCommand extends CommandGroup {}
