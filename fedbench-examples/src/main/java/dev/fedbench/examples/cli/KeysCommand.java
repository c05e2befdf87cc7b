package dev.fedbench.examples.cli;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.EnrolmentFile;
import dev.fedbench.core.fl.identity.KeyFiles;
import dev.fedbench.fl.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench keys}: keys for clients, and the file that enrols them. */
@Command(
    name = "keys",
    description =
        "Makes Ed25519 keys for clients 0 to N-1, and the file with which a coordinator enrols them.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = {"--clients", "-c"},
      required = true,
      paramLabel = "N",
      description = "How many clients.")
  private int clients;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Where the private keys go: for benchmark run --client-keys.")
  private Path directory;

  @Option(
      names = "--enrol",
      required = true,
      paramLabel = "FILE",
      description = "The new enrolment file: for coordinator --enrol.")
  private Path enrolment;

  @Option(
      names = "--max-examples",
      paramLabel = "M",
      description = {
        "The most examples an update may claim (default: ${DEFAULT-VALUE}).",
        "Examples are an update's weight: take what the largest client has."
      })
  private long maxExamples = Authentication.defaults().maxExamples();

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    if (mistakes.isEmpty() && (clients < 1 || clients > 1_000_000)) {
      all.add("clients: %d; expected 1 to 1000000".formatted(clients));
    }
    if (maxExamples < 1 || maxExamples > Authentication.MOST_EXAMPLES) {
      all.add(
          "max examples: %d; expected 1 to %d"
              .formatted(maxExamples, Authentication.MOST_EXAMPLES));
    }
    if (!all.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      generate();
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: " + e);
      return ExitCode.RUN_ERROR;
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%d private keys in %s, public keys in %s, for updates of at most %d examples%n",
            clients, directory, enrolment, maxExamples);
    return ExitCode.PASS;
  }

  private void generate() throws IOException {
    Files.createDirectories(directory);
    List<String> lines = new ArrayList<>();
    lines.add("# client id, public key (Ed25519, base64), most examples");
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < clients; i++) {
      ClientKey key = ClientKey.generate(random);
      KeyFiles.write(directory, Integer.toString(i), key);
      lines.add(EnrolmentFile.line(Integer.toString(i), key.publicKey(), maxExamples));
    }
    Files.write(enrolment, lines, StandardOpenOption.CREATE_NEW);
  }
}
