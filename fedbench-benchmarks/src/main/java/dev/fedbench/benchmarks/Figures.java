package dev.fedbench.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures our own figures, each against what it is compared with in the same run, and prints them
 * with machine and versions. Arguments name figures; without any, all are measured.
 */
public final class Figures {

  private static final Map<String, Figure> ALL = new LinkedHashMap<>();

  static {
    ALL.put("million", new MillionClients());
    ALL.put("submissions", new Submissions());
    ALL.put("two-jvms", new TwoJvms());
    ALL.put("harness", new HarnessCost());
    ALL.put("learning", new Learning());
    ALL.put("secure-run", new SecureRun());
    ALL.put("proof", new ProofCost());
    ALL.put("verification", new VerificationCost());
    ALL.put("fleet", new Fleet());
    ALL.put("snarkjs", new SnarkjsCost());
    ALL.put("prove", new ProveCost());
    ALL.put("submission-cost", new SubmissionCost());
    ALL.put("secure-memory", new SecureMemory());
    ALL.put("secure-learning", new SecureLearning());
    ALL.put("zmq", new ZmqSpeed());
    ALL.put("curve", new CurveCost());
    ALL.put("load", new LoadCost());
    ALL.put("storage-codec", new StorageCodecCost());
    ALL.put("storage", new StorageCost());
    ALL.put("storage-heap", new StorageHeap());
  }

  private Figures() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    List<String> names = args.length == 0 ? List.copyOf(ALL.keySet()) : List.of(args);
    for (String name : names) {
      if (!ALL.containsKey(name)) {
        throw new IllegalArgumentException(
            "no figure '%s'; there are %s".formatted(name, ALL.keySet()));
      }
    }
    Machine.print(out);
    for (String name : names) {
      out.println();
      out.println("== " + name);
      ALL.get(name).measure(out);
    }
  }
}
