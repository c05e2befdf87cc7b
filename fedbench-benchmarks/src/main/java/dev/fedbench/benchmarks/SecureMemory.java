package dev.fedbench.benchmarks;

import dev.fedbench.Benchmark;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;

/**
 * Whether all clients of a process share one copy of the keys: what is on the heap while 10 clients
 * and while 100 clients prove, who make as many proofs in all, so that the keys have as many
 * tables.
 */
final class SecureMemory implements Figure {

  private static final int PROOFS = 100;
  private static final int EVERY = 10;
  private static final String PROVING_KEY = "dev.fedbench.zk.groth16.ProvingKey";
  private static final String KEYS = "dev.fedbench.zk.Groth16Keys";
  private static final String POINTS = "dev.fedbench.zk.msm.Bases";
  private static final String TABLES = "dev.fedbench.zk.msm.Table";

  @Override
  public void measure(PrintStream out) throws Exception {
    out.printf("secure, in process, %d proofs in all; the most seen at every tenth%n", PROOFS);
    measure(out, 10);
    measure(out, 100);
  }

  private static void measure(PrintStream out, int clients) throws Exception {
    try (Jvm jvm = Jvm.start(List.of(), SecureMemory.class, clients)) {
      Map<String, String> values = jvm.finish();
      out.printf(
          "%d clients: %s proving keys (bound: 1), %s keys, %s sets of points, %s tables; heap %.1f MiB after a full collection, %.1f MiB of it arrays of long; keys written: %.2f MiB%n",
          clients,
          values.get("proving-keys"),
          values.get("keys"),
          values.get("points"),
          values.get("tables"),
          mib(values.get("heap")),
          mib(values.get("longs")),
          mib(values.get("written")));
      Costs run = new Costs();
      run.addPlain(values.get("run"));
      out.printf("  the run, %s collections included: %s%n", PROOFS / EVERY, run.seconds());
    }
  }

  private static double mib(String bytes) {
    return Long.parseLong(bytes) / (double) (1 << 20);
  }

  /** One run: how many clients. */
  public static void main(String[] args) throws Exception {
    int clients = Integer.parseInt(args[0]);
    Costs run = new Costs();
    Watching[] watching = new Watching[1];
    BenchmarkResult result =
        run.time(
            Costs.Cpu.PROCESS,
            () ->
                Benchmark.builder()
                    .clients(clients)
                    .passes(PROOFS / clients)
                    .proofs(ProofPolicy.secure())
                    .proofGenerator((keys, builtIn) -> watching[0] = new Watching(keys, builtIn))
                    .transport("inprocess")
                    .run());
    if (result.outcome() != Outcome.COMPLETED || watching[0].proofs.get() != PROOFS) {
      throw new IllegalStateException(
          watching[0].proofs + " proofs; " + result.scenarios().toString());
    }
    watching[0].print();
    System.out.println("run " + run.plain());
  }

  /** Looks at the heap before every tenth proof; the other clients at work go on proving. */
  private static final class Watching implements ProofGenerator {

    private final Keys keys;
    private final ProofGenerator builtIn;
    private final AtomicInteger proofs = new AtomicInteger();
    private final Map<String, Long> most = new ConcurrentHashMap<>();

    Watching(Keys keys, ProofGenerator builtIn) {
      this.keys = keys;
      this.builtIn = builtIn;
    }

    @Override
    public Proof prove(Claim claim, ProofListener listener)
        throws ProofException, InterruptedException {
      if (proofs.incrementAndGet() % EVERY == 0) {
        look();
      }
      return builtIn.prove(claim, listener);
    }

    private void look() throws ProofException {
      try {
        Histogram heap = Histogram.take();
        most.merge("proving-keys", heap.instances(PROVING_KEY), Math::max);
        most.merge("keys", heap.instances(KEYS), Math::max);
        most.merge("points", heap.instances(POINTS), Math::max);
        most.merge("tables", heap.instances(TABLES), Math::max);
        most.merge("longs", heap.bytes("[J"), Math::max);
        most.merge("heap", heap.heapBytes(), Math::max);
      } catch (JMException e) {
        throw new ProofException("this JVM shows no heap: " + e.getMessage(), e);
      }
    }

    void print() throws IOException {
      most.forEach((name, value) -> System.out.println(name + " " + value));
      System.out.println("written " + KeysInUse.written(keys));
    }
  }
}
