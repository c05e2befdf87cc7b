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
    service(false, problems).ifPresent(builder::proofService);
  }

  /**
   * The service, if there is one; mistakes go to the problems.
   *
   * @param fallbackDisabled whether an option of the command's own asks for strict
   */
  Optional<ProofService> service(boolean fallbackDisabled, Problems problems) {
    problems
        .expect(
            url.isPresent() || apiKey.isEmpty(),
            "--api-key: is for a proof service; say --mpc-server too")
        .expect(
            url.isPresent() || fallback.isEmpty(),
            "--fallback-mode: is for a proof service; say --mpc-server too")
        .expect(
            url.isPresent() || !fallbackDisabled,
            "--fallback-disabled: is for a proof service; say --mpc-server too")
        .expect(
            !fallbackDisabled || fallback.orElse(ProofFallback.STRICT) == ProofFallback.STRICT,
            "--fallback-mode: --fallback-disabled says strict; leave one out");
    Optional<ProofFallback> mode = fallbackDisabled ? Optional.of(ProofFallback.STRICT) : fallback;
    return url.flatMap(address -> problems.build(() -> service(address, mode)));
  }

  private ProofService service(URI address, Optional<ProofFallback> mode) {
    ProofService service = ProofService.at(address);
    if (apiKey.isPresent()) {
      service = service.apiKey(apiKey.get());
    }
    return mode.isPresent() ? service.fallback(mode.get()) : service;
  }
}
