package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofService;
import dev.fedbench.spi.Problems;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A proof service elsewhere. */
final class ProofServiceOptions {

  @Option(
      names = "--mpc-server",
      paramLabel = "URL",
      description = {
        "A remote proof service, which sees every update (FedZK calls it an MPC server; it is",
        "a prover elsewhere). Without it clients prove themselves."
      })
  private Optional<URI> url = Optional.empty();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "What to show the proof service; others on this machine may see it.")
  private Optional<String> apiKey = Optional.empty();

  @Option(
      names = "--fallback-mode",
      paramLabel = "MODE",
      description = {
        "When it makes no proof: strict (the run fails), warn (default: prove here, and say so),",
        "silent (prove here)."
      })
  private Optional<ProofFallback> fallback = Optional.empty();

  void apply(BenchmarkBuilder builder, Problems problems) {
    problems
        .expect(
            url.isPresent() || apiKey.isEmpty(),
            "--api-key: is for a proof service; say --mpc-server too")
        .expect(
            url.isPresent() || fallback.isEmpty(),
            "--fallback-mode: is for a proof service; say --mpc-server too");
    url.flatMap(address -> problems.build(() -> service(address))).ifPresent(builder::proofService);
  }

  private ProofService service(URI address) {
    ProofService service = ProofService.at(address);
    if (apiKey.isPresent()) {
      service = service.apiKey(apiKey.get());
    }
    return fallback.isPresent() ? service.fallback(fallback.get()) : service;
  }
}
