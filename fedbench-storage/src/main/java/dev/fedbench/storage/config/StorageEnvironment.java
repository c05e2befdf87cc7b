package dev.fedbench.storage.config;

import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import java.util.Map;
import java.util.Optional;

/**
 * What variables of the environment say of storage. Each is {@code FEDBENCH_} and its name, or
 * {@code CORAL_} and the same; one that is empty is as if it were not there. Nothing here reads the
 * environment: whoever starts a program does.
 *
 * @param compression how chunks are encoded
 * @param vectors whether chunks are hashed side by side or one by one; otherwise by what is fastest
 * @param ioIntensive whether the storage suite has scenarios of input and output, too
 */
public record StorageEnvironment(
    Optional<Encoding> compression, Optional<Boolean> vectors, boolean ioIntensive) {

  /** How chunks are encoded. */
  public static final String COMPRESSION = "FEDBENCH_STORAGE_COMPRESSION";

  /** Whether chunks are hashed side by side, in loops that compilers make vectors of. */
  public static final String VECTORS = "FEDBENCH_ENABLE_SIMD";

  /** Whether the storage suite measures input and output, too. */
  public static final String IO_INTENSIVE = "FEDBENCH_BENCHMARK_IO_INTENSIVE";

  /**
   * What the variables say; others are passed over.
   *
   * @throws InvalidConfigException with every mistake: what is wrong, contradicts itself, or is not
   *     to be had
   */
  public static StorageEnvironment of(Map<String, String> variables) {
    Problems problems = new Problems();
    Variables all = new Variables(variables, problems);
    Optional<Encoding> compression = all.word("STORAGE_COMPRESSION", Encoding.OF_COMPRESSION);
    boolean ioIntensive = all.flag("BENCHMARK_IO_INTENSIVE").orElse(false);
    Optional<Boolean> vectors = all.flag("ENABLE_SIMD");
    all.refuse(
        "USE_MMAP",
        true,
        "packs are read by position: a mapped file that is cut or goes ends the process, and cannot be closed when asked to");
    all.refuse(
        "ENABLE_STREAMING",
        false,
        "tensors are always read and written as streams, so that they may be larger than memory");
    problems.orThrow();
    return new StorageEnvironment(compression, vectors, ioIntensive);
  }
}
