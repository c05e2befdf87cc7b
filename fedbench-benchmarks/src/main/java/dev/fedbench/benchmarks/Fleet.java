package dev.fedbench.benchmarks;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.zk.circom.CircomFiles;
import dev.fedbench.zk.circom.ProvingTimes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Proofs per second of clients that share two cores and a key, one thread a proof: of secure with
 * 11 values, witness included, and of the unbound circuit of 10 values that others use, the proof
 * alone. The latter is compiled by circom, and only measured where that is.
 */
final class Fleet implements Figure {

  private static final int THREADS = 2;
  private static final int WARM_UP = 150;
  private static final int PROOFS = 100;
  private static final int UNBOUND_PROOFS = 400;

  @Override
  public void measure(PrintStream out) throws Exception {
    bound(out);
    unbound(out);
  }

  private static void bound(PrintStream out) throws Exception {
    ProofPolicy policy = ProofPolicy.secure();
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    Keys keys = system.setup(system.circuit(new CircuitSpec(ProofKind.SECURE, 11, policy.bits())));
    ExecutorService clients =
        Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "figures-fleet"));
    try {
      List<Future<Costs>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        KeysInUse client = new KeysInUse(keys, policy, Costs.Cpu.THREAD);
        all.add(
            clients.submit(
                () -> {
                  client.prove(WARM_UP, new Costs(), new Costs());
                  Costs proofs = new Costs();
                  client.prove(PROOFS, proofs, new Costs());
                  return proofs;
                }));
      }
      double perSecond = 0;
      double cpu = 0;
      for (Future<Costs> each : all) {
        Costs proofs = each.get();
        perSecond += 1 / proofs.wallSeconds();
        cpu += proofs.cpuSeconds() / THREADS;
      }
      print(out, "secure, 11 values of 16 bits, witness and proof", perSecond, cpu, 60);
    } finally {
      clients.shutdownNow();
    }
  }

  private static void unbound(PrintStream out) throws Exception {
    Optional<SnarkjsTools> found = SnarkjsTools.find(out);
    if (found.isEmpty()) {
      return;
    }
    SnarkjsTools tools = found.get();
    CircomFiles files = new CircomFiles(new SecureRandom());
    Path directory = tools.workDirectory("unbound");
    Path input = SnarkjsCost.input(directory, 10, "");
    SnarkjsTools.Circuit circuit = tools.compile("Unbound", 10, input, directory);
    files.setup(circuit.r1cs(), circuit.zkey(), directory.resolve("unbound.json"));
    ProvingTimes times = files.bench(circuit.zkey(), circuit.wtns(), UNBOUND_PROOFS, THREADS);
    double cpu = times.proveMsCpu() / 1e3;
    print(out, "unbound, 10 values of 16 bits, proof", times.proofsPerSecond(), cpu, 150);
  }

  /** The second figure is what two cores would do that nothing else runs on. */
  private static void print(
      PrintStream out, String what, double perSecond, double cpuSeconds, int bound) {
    out.printf(
        "%s, %d at a time: %.0f/s; %.1f ms of CPU each, so %.0f/s on two cores alone (bound: %d/s)%n",
        what, THREADS, perSecond, cpuSeconds * 1e3, THREADS / cpuSeconds, bound);
  }
}
