package dev.fedbench.examples.cli;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.proofservice.NamedKey;
import dev.fedbench.core.proofservice.ProofPair;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbench verify}: whether a proof proves the public inputs beside it. */
@Command(
    name = "verify",
    description = {
      "Verifies what 'generate' wrote: that the proof proves the public inputs beside it.",
      "Says 'valid' or 'invalid'.",
      "",
      "Exit codes: 0 valid, 1 invalid, 2 usage."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class VerifyCommand implements CheckedCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = {"--input", "-i"},
      required = true,
      paramLabel = "FILE",
      description = "The JSON array [proof, publicInputs].")
  private Path input;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The verification key; without it one is found in the key cache.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--key-cache",
      paramLabel = "DIR",
      description = "Where keys are kept (default: fedbench/keys in this user's cache).")
  private Optional<Path> keyCache = Optional.empty();

  @Option(
      names = "--circuit",
      paramLabel = "NAME",
      description = "Such as secure:11 or secure-11-16; not needed if the key's file names it.")
  private Optional<String> circuit = Optional.empty();

  @Option(
      names = "--values",
      paramLabel = "N",
      description = {
        "How many values the update has: needed if it was proved chunk by chunk, since its public",
        "inputs do not tell it from its beginning."
      })
  private Optional<Long> values = Optional.empty();

  @Override
  public int execute(List<String> mistakes) {
    List<String> all = new ArrayList<>(mistakes);
    Problems problems = new Problems();
    problems
        .expect(
            key.isPresent() || circuit.isPresent(),
            "--key: name the verification key's file; or with --circuit the circuit whose key the cache has")
        .expect(
            key.isEmpty() || keyCache.isEmpty(),
            "--key-cache: --key is the key already; leave one out");
    all.addAll(problems.found());
    if (!all.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    try {
      return verify();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (IOException | ProofException | IllegalArgumentException e) {
      return Cli.complain(spec.commandLine(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private int verify() throws IOException, ProofException, InterruptedException {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    byte[] pair = InputFile.read(input);
    NamedKey with = key.isPresent() ? fromFile(system, key.get()) : fromCache(system);
    long count = values(with.circuitId());
    boolean valid;
    try {
      valid = ProofPair.read(pair).verifies(system, with.verifier(), with.circuitId(), count);
    } catch (ProofException e) {
      spec.commandLine().getErr().println("error: " + input + ": " + e.getMessage());
      valid = false;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(valid ? "valid" : "invalid");
    out.flush();
    return valid ? ExitCode.PASS : ExitCode.RUN_ERROR;
  }

  private NamedKey fromFile(ProofSystem system, Path file) throws IOException, ProofException {
    Optional<String> id =
        circuit.map(name -> name.contains(":") ? system.circuit(spec(name)).id() : name);
    return NamedKey.read(system, InputFile.read(file), id);
  }

  private NamedKey fromCache(ProofSystem system)
      throws IOException, ProofException, InterruptedException {
    Path directory = keyCache.orElseGet(UserCache::keys);
    KeyStore store = KeyStore.in(directory, this::warn);
    KeyStore.Acquired acquired = store.obtain(system, system.circuit(spec(circuit.orElseThrow())));
    if (acquired.made()) {
      throw new ProofException(
          "%s had no keys of %s: no proof can be of those made just now. Name the verification key with --key"
              .formatted(directory, circuit.get()));
    }
    return NamedKey.of(acquired.keys());
  }

  /** A circuit that is not of chunks is named by it. */
  private long values(String circuitId) {
    if (values.isPresent()) {
      return values.get();
    }
    String name = circuit.filter(given -> given.contains(":")).orElse(circuitId);
    return CircuitOption.parse(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--values: %s proves updates chunk by chunk; say how many values this one has"
                        .formatted(name)))
        .values();
  }

  private static CircuitSpec spec(String name) {
    return CircuitOption.parse(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--circuit: '%s'; expected a form like secure:11".formatted(name)));
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + text);
  }
}
