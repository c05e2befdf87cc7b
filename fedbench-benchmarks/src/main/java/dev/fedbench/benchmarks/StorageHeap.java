package dev.fedbench.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Two checkpoints of 4 GiB, the second as differences to the first, committed and loaded by a JVM
 * with a heap of 512 MiB ({@link LargeCheckpoints}). Needs 9 GiB in the directory of temporary
 * files, and says so where there are not as many.
 */
final class StorageHeap implements Figure {

  private static final long BYTES = 4L << 30;
  private static final int HEAP_MIB = 512;

  @Override
  public void measure(PrintStream out) throws Exception {
    Path directory = Files.createTempDirectory("fedbench-figure");
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      if (free < 9L << 30) {
        out.printf("skipped: %d MiB free in %s, 9 GiB needed%n", free >> 20, directory);
        return;
      }
      List<String> options = List.of("-Xmx" + HEAP_MIB + "m", "-XX:MaxDirectMemorySize=64m");
      try (Jvm jvm =
          Jvm.start(options, LargeCheckpoints.class, directory.resolve("store"), BYTES)) {
        Map<String, String> found = jvm.finish();
        out.printf("%d MiB a checkpoint, heap of at most %d MiB:%n", BYTES >> 20, HEAP_MIB);
        found.forEach((name, value) -> out.printf("  %s %s%n", name, value));
      }
    } finally {
      StorageCost.delete(directory);
    }
  }
}
