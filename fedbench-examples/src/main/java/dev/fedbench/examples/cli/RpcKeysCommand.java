package dev.fedbench.examples.cli;

import dev.fedbench.zmq.curve.CurveKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench rpc keys}: keys for CURVE. */
@Command(
    name = "keys",
    description = {
      "Makes a CURVE key pair for one end of a ZeroMQ connection: FILE gets the public key, FILE_secret",
      "both, as CZMQ writes them. Prints the public key in Z85, which --server-key and --allow take."
    },
    mixinStandardHelpOptions = true)
final class RpcKeysCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The new file; for --curve-keys.")
  private Path file;

  @Override
  public int execute(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      return Cli.complain(spec.commandLine(), mistakes);
    }
    try {
      CurveKeys keys = CurveKeys.generate();
      keys.write(file);
      PrintWriter out = spec.commandLine().getOut();
      out.println(keys.publicKey().z85());
      out.flush();
      return ExitCode.PASS;
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    }
  }
}
