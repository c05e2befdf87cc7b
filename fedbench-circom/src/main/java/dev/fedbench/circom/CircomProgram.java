package dev.fedbench.circom;

import dev.fedbench.zk.circom.CircomFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What circom's compiler makes of a circuit, as WebAssembly: computes witnesses, the same byte for
 * byte as snarkjs has them. Read and compiled once, for any number of witnesses; each is computed
 * in memory of its own, by a thread of its own that ends with it. Immutable and thread-safe.
 */
public final class CircomProgram {

  /** snarkjs's circuits of 10^6 constraints have some 20 MB. */
  private static final long MOST_WASM_BYTES = 128L << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Wasm wasm;
  private final WasmLimits limits;

  private CircomProgram(Wasm wasm, WasmLimits limits) {
    this.wasm = wasm;
    this.limits = limits;
  }

  /**
   * Reads and compiles the {@code .wasm} file that circom wrote: up to a second for a small one.
   *
   * @throws CircomFileException if it is no program of circom 2 over bn128, or wants what it cannot
   *     have
   */
  public static CircomProgram read(Path wasm, WasmLimits limits) throws IOException {
    return of(wasm.toString(), bytes(wasm), limits);
  }

  static byte[] bytes(Path wasm) throws IOException {
    try {
      if (!Files.isRegularFile(wasm) && Files.exists(wasm)) {
        throw CircomFileException.of(wasm.toString(), "not a file");
      }
      long size = Files.size(wasm);
      if (size > MOST_WASM_BYTES) {
        throw CircomFileException.of(
            wasm.toString(), "%d bytes; expected at most %d".formatted(size, MOST_WASM_BYTES));
      }
      return Files.readAllBytes(wasm);
    } catch (NoSuchFileException e) {
      throw CircomFileException.of(wasm.toString(), "there is no such file", e);
    }
  }

  /** Of a module in memory. */
  static CircomProgram of(String name, byte[] wasm, WasmLimits limits) throws CircomFileException {
    return new CircomProgram(ChicoryWasm.of(name, wasm, limits), limits);
  }

  /**
   * The bytes of the {@code .wtns} file that snarkjs would write.
   *
   * @param inputs the values of each input signal, from 0 to r - 1; of arrays one after another
   * @throws WitnessException if these are not the circuit's inputs, an assertion in it fails, or
   *     the program takes more than it may
   * @throws InterruptedException if the calling thread is interrupted; then the program is stopped
   */
  public byte[] wtns(Map<String, List<BigInteger>> inputs)
      throws WitnessException, InterruptedException {
    return witness(inputs).file();
  }

  Witness witness(Map<String, List<BigInteger>> inputs)
      throws WitnessException, InterruptedException {
    AtomicReference<Optional<Witness>> witness = new AtomicReference<>(Optional.empty());
    AtomicReference<Optional<WitnessException>> failure = new AtomicReference<>(Optional.empty());
    MeteredThread thread =
        new MeteredThread(
            () -> {
              try {
                witness.set(Optional.of(compute(inputs)));
              } catch (WitnessException e) {
                failure.set(Optional.of(e));
              } catch (RuntimeException | VirtualMachineError | AssertionError | LinkageError e) {
                failure.set(
                    Optional.of(new WitnessException("the circuit's program failed: " + e, e)));
              }
            },
            limits.steps());
    thread.start();
    await(thread);
    if (thread.exhausted()) {
      throw new WitnessException(
          "the circuit's program took more than %d steps".formatted(limits.steps()));
    }
    if (failure.get().isPresent()) {
      throw failure.get().get();
    }
    return witness
        .get()
        .orElseThrow(() -> new IllegalStateException("neither a witness nor a reason"));
  }

  private static void await(MeteredThread thread) throws InterruptedException {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.stopWork();
      }
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while computing a witness");
    }
  }

  private Witness compute(Map<String, List<BigInteger>> inputs) throws WitnessException {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    byte[] values = new Calculation(wasm).values(inputs);
    return new Witness(
        values, System.nanoTime() - start, THREADS.getCurrentThreadCpuTime() - startCpu);
  }
}
