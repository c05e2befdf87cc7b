package dev.fedbench.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checkpoints for tests, the same from the same seed. */
public final class Weights {

  private Weights() {}

  /** Values like those of a layer. */
  public static float[] gaussian(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.05 * random.nextGaussian());
    }
    return values;
  }

  /** Values a little off. */
  public static float[] nudged(float[] values, long seed) {
    Random random = new Random(seed);
    float[] nudged = values.clone();
    for (int i = 0; i < nudged.length; i++) {
      nudged[i] += (float) (5e-5 * random.nextGaussian());
    }
    return nudged;
  }

  /** Two small tensors. */
  public static MemoryCheckpoint small(long seed) {
    return MemoryCheckpoint.EMPTY
        .with("weight", gaussian(seed, 600), 20, 30)
        .with("bias", gaussian(seed + 1, 30), 30);
  }

  /** One tensor of a few chunks, and a small one. */
  public static MemoryCheckpoint large(long seed) {
    return MemoryCheckpoint.EMPTY
        .with("large", gaussian(seed, 700_001), 700_001)
        .with("small", gaussian(seed + 1, 10), 2, 5);
  }

  /** All bytes of a checkpoint, tensor by tensor. */
  public static List<byte[]> bytes(CheckpointSource source) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (TensorInfo tensor : source.tensors()) {
      try (InputStream in = source.open(tensor)) {
        all.add(in.readAllBytes());
      }
    }
    return all;
  }

  /** Whether two are equal: tensors in order, every bit, metadata and attachments. */
  public static boolean same(CheckpointSource one, CheckpointSource other) throws IOException {
    List<byte[]> a = bytes(one);
    List<byte[]> b = bytes(other);
    boolean same = one.tensors().equals(other.tensors()) && one.metadata().equals(other.metadata());
    for (int i = 0; same && i < a.size(); i++) {
      same = Arrays.equals(a.get(i), b.get(i));
    }
    return same && sameBytes(one.attachments(), other.attachments());
  }

  private static boolean sameBytes(Map<String, byte[]> a, Map<String, byte[]> b) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream().allMatch(key -> Arrays.equals(a.get(key), b.get(key)));
  }
}
