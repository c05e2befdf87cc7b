package dev.fedbench.examples.cli;

import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import dev.fedbench.zmq.curve.CurveKeys;
import dev.fedbench.zmq.curve.CurvePublicKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server to call, and how. */
final class RpcClientOptions {

  @Option(
      names = "--transport",
      paramLabel = "T",
      required = true,
      description = "http, zmq, or another that is on the class path.")
  private String name = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URI",
      required = true,
      description = "What 'rpc serve' printed.")
  private URI endpoint = URI.create("");

  @Option(
      names = "--curve-keys",
      paramLabel = "FILE",
      description = "This client's CURVE keys, of 'rpc keys'; with --server-key.")
  private Optional<Path> curveKeys = Optional.empty();

  @Option(
      names = "--server-key",
      paramLabel = "KEY",
      description = "The server's public key in Z85: no other server is talked to.")
  private Optional<String> serverKey = Optional.empty();

  URI endpoint() {
    return endpoint;
  }

  Optional<Transport> transport(Problems problems) {
    problems.expect(
        curveKeys.isPresent() == serverKey.isPresent(),
        "--curve-keys and --server-key: one is missing; a client needs its own keys and the server's public one");
    Optional<Transport> found =
        curveKeys.isPresent() && serverKey.isPresent()
            ? RpcTransports.curve(
                name,
                builder ->
                    builder
                        .curve(CurveKeys.read(curveKeys.get()))
                        .serverKey(CurvePublicKey.of(serverKey.get())),
                problems)
            : RpcTransports.find(name, problems);
    found
        .flatMap(transport -> transport.problem(endpoint))
        .ifPresent(problem -> problems.expect(false, "--endpoint: %s", problem));
    return found;
  }
}
