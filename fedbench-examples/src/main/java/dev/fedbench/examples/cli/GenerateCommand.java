package dev.fedbench.examples.cli;

import dev.fedbench.core.proof.QuantizationException;
import dev.fedbench.core.proof.Quantizer;
import dev.fedbench.core.proofservice.Gradients;
import dev.fedbench.core.proofservice.ProofPair;
import dev.fedbench.core.report.AtomicFile;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench generate}: one proof of one update, of no run. */
@Command(
    name = "generate",
    description = {
      "Proves one update, here or by a proof service, and writes [proof, publicInputs] as JSON.",
      "",
      "Exit codes: 0 proved, 1 no proof, 2 usage, 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GenerateCommand implements CheckedCommand {

  private static final int MOST_VALUES = 10_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = {"--input", "-i"},
      required = true,
      paramLabel = "FILE",
      description = "The update: a JSON object of arrays of numbers by tensor.")
  private Path input;

  @Option(
      names = {"--output", "-o"},
      paramLabel = "FILE",
      description = "Where the proof goes (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("proof.json");

  @Option(
      names = "--verification-key",
      paramLabel = "FILE",
      description = "Where the key to verify it with goes, if it is wanted.")
  private Optional<Path> verificationKey = Optional.empty();

  @Mixin private ProofPolicyOptions policyOptions;
  @Mixin private ProofServiceOptions serviceOptions;

  @Option(
      names = "--fallback-disabled",
      description = "The same as --fallback-mode strict: nothing is proved here.")
  private boolean fallbackDisabled;

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    Problems problems = new Problems();
    policyOptions.checkBounds(problems);
    Optional<ProofPolicy> policy = policyOptions.policy(problems);
    Optional<ProofService> service = serviceOptions.service(fallbackDisabled, problems);
    AtomicFile.problem(output)
        .ifPresent(problem -> problems.expect(false, "--output: %s", problem));
    verificationKey
        .flatMap(AtomicFile::problem)
        .ifPresent(problem -> problems.expect(false, "--verification-key: %s", problem));
    Optional<Tensors> update = mistakes.isEmpty() ? update(problems) : Optional.empty();
    all.addAll(problems.found());
    if (!all.isEmpty() || policy.isEmpty() || update.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      generate(update.get(), policy.get(), service);
      return ExitCode.PASS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (ProofException | QuantizationException | IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    }
  }

  private Optional<Tensors> update(Problems problems) {
    try {
      return Optional.of(Gradients.read(InputFile.read(input), MOST_VALUES));
    } catch (IOException e) {
      problems.expect(false, "--input: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private void generate(Tensors update, ProofPolicy policy, Optional<ProofService> service)
      throws ProofException, QuantizationException, IOException, InterruptedException {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    QuantizedUpdate quantized = Quantizer.quantize(update, policy.bits(), policy.scale());
    int values = quantized.values().length;
    Circuit circuit = system.circuit(new CircuitSpec(policy.kind(), values, policy.bits()));
    Claim claim = circuit.claim(context(), quantized, policy.bounds(values));
    SingleProver prover = new SingleProver(system, circuit, policyOptions.keyCache(), this::warn);
    Proof proof = service.isPresent() ? prover.prove(claim, service.get()) : prover.prove(claim);
    if (verificationKey.isPresent()) {
      write(verificationKey.get(), prover.verificationKey());
    }
    write(output, ProofPair.write(system, proof, claim.statements()));
    spec.commandLine()
        .getOut()
        .printf("%s: proof of %s, made %s%n", output, circuit.id(), prover.source());
    spec.commandLine().getOut().flush();
  }

  /** Of no run, no round, no client: a fresh salt all the same, so that the update stays hidden. */
  private static UpdateContext context() {
    byte[] salt = new byte[UpdateContext.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new UpdateContext(new byte[0], 0, 0, "", 1, salt);
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + text);
  }
}
