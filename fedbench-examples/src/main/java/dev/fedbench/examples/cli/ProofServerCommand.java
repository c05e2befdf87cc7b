package dev.fedbench.examples.cli;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.proofservice.ApiKeys;
import dev.fedbench.core.proofservice.ProofServer;
import dev.fedbench.core.proofservice.ProofServerConfig;
import dev.fedbench.core.proofservice.ProofServerLimits;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench proof-server}: a proof service in a process of its own. */
@Command(
    name = "proof-server",
    description = {
      "Proves other people's updates, which it sees in the clear: a remote prover, not multi-party",
      "computation. Prints 'ready <uri>' when its keys are loaded, and runs until it is interrupted.",
      "API keys come from --api-key-file or FEDBENCH_PROOF_API_KEYS; without any it is open to all."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProofServerCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "On which port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port = 9000;

  @Option(
      names = "--circuit",
      paramLabel = "KIND:N[:BITS]",
      converter = CircuitOption.class,
      description = {
        "A circuit to have keys of, such as secure:11; may be given again. Keys of other circuits",
        "are found in the key cache when a client names them."
      })
  private List<CircuitSpec> circuits = new ArrayList<>();

  @Option(
      names = "--key-cache",
      paramLabel = "DIR",
      description = {
        "Where keys are kept (default: fedbench/keys in this user's cache). A run whose updates",
        "are to be proved here shares it."
      })
  private Optional<Path> keyCache = Optional.empty();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "The API keys to take: a line each, 16 characters at least.")
  private Optional<Path> apiKeyFile = Optional.empty();

  @Option(
      names = "--max-requests-per-hour",
      paramLabel = "N",
      description = "From one address (default: 100000).")
  private Optional<Integer> maxRequests = Optional.empty();

  @Option(
      names = "--max-values",
      paramLabel = "N",
      description = "Values of one update (default: 1000000).")
  private Optional<Integer> maxValues = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Proofs that are made at once (default: the processors).")
  private Optional<Integer> workers = Optional.empty();

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    Problems problems = new Problems();
    Optional<String> variable = Optional.ofNullable(System.getenv(ApiKeyFile.VARIABLE));
    Optional<ApiKeys> keys = ApiKeyFile.keys(apiKeyFile, variable, problems);
    Optional<ProofServerLimits> limits = problems.build(this::limits);
    Optional<ProofServerConfig> config =
        problems.build(
            () ->
                new ProofServerConfig(
                    host,
                    port,
                    circuits,
                    keys.orElse(ApiKeys.open()),
                    limits.orElse(ProofServerLimits.defaults())));
    all.addAll(problems.found());
    if (!all.isEmpty() || config.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      return serve(config.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException | IllegalArgumentException e) {
      return failed(e.getMessage());
    } catch (ExecutionException e) {
      return failed(e.getCause().getMessage());
    }
  }

  private ProofServerLimits limits() {
    ProofServerLimits limits = ProofServerLimits.defaults();
    if (maxRequests.isPresent()) {
      limits = limits.requestsPerHour(maxRequests.get());
    }
    if (maxValues.isPresent()) {
      limits = limits.values(maxValues.get());
    }
    return workers.isPresent() ? limits.work(workers.get(), limits.waiting()) : limits;
  }

  private int serve(ProofServerConfig config)
      throws IOException, InterruptedException, ExecutionException {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    KeyStore store = KeyStore.in(keyCache.orElseGet(UserCache::keys), this::warn);
    CountDownLatch end = new CountDownLatch(1);
    ProofServer server = ProofServer.start(config, system, store);
    Interrupt interrupt = Interrupt.cancels(end::countDown);
    try (interrupt;
        server) {
      if (config.apiKeys().isOpen()) {
        warn("no api keys: whoever reaches this server is answered");
      }
      if (!InetAddress.getByName(config.host()).isLoopbackAddress()) {
        warn(
            "plain HTTP: updates and API keys can be read on their way here; put a TLS proxy before it");
      }
      server.ready().toCompletableFuture().get();
      tell(server);
      end.await();
      return ExitCode.INTERRUPTED;
    }
  }

  private void tell(ProofServer server) {
    PrintWriter out = spec.commandLine().getOut();
    for (Keys keys : server.keys()) {
      out.println("circuit " + keys.circuit().id() + " key " + keys.id());
    }
    out.println("ready " + server.endpoint());
    out.flush();
  }

  private void warn(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("warning: " + text);
    err.flush();
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("error: " + why);
    return ExitCode.RUN_ERROR;
  }
}
