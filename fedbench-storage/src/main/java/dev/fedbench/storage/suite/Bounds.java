package dev.fedbench.storage.suite;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.EntropyBound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How few bytes the models of a series could take.
 *
 * @param planes for coders of byte planes, alone or as differences given the exponent of the
 *     reference, whichever is less; references are the tensors of the same name before, the first
 *     and the last of them; equal tensors take nothing
 * @param limit for any coder that knows those references, where the distribution is known
 */
record Bounds(double planes, OptionalDouble limit) {

  /** What is known of the tensors of a name so far. */
  private record Earlier(byte[] first, byte[] last, TensorInfo tensor) {}

  static Bounds of(Series series) throws IOException {
    Map<String, Earlier> earlier = new HashMap<>();
    List<byte[]> all = new ArrayList<>();
    double planes = 0;
    double limit = 0;
    for (MemoryCheckpoint model : series.models()) {
      for (TensorInfo tensor : model.tensors()) {
        byte[] bytes = model.open(tensor).readAllBytes();
        Optional<Earlier> known =
            Optional.ofNullable(earlier.get(tensor.name()))
                .filter(one -> one.tensor.sameLayout(tensor));
        if (all.stream().noneMatch(other -> Arrays.equals(other, bytes))) {
          planes += planes(tensor.dtype(), bytes, known);
          limit += series.isGaussian() ? limit(tensor.dtype(), bytes, known) : 0;
          all.add(bytes);
        }
        byte[] first = known.map(Earlier::first).orElse(bytes);
        earlier.put(tensor.name(), new Earlier(first, bytes, tensor));
      }
    }
    return new Bounds(
        planes, series.isGaussian() ? OptionalDouble.of(limit) : OptionalDouble.empty());
  }

  private static double planes(Dtype dtype, byte[] bytes, Optional<Earlier> known) {
    double least = bound(EntropyBound.Kind.LONE, dtype, bytes, Optional.empty());
    if (known.isPresent()) {
      for (byte[] reference : List.of(known.get().first, known.get().last)) {
        least =
            Math.min(
                least,
                bound(
                    EntropyBound.Kind.DELTA_GIVEN_EXPONENT, dtype, bytes, Optional.of(reference)));
      }
    }
    return least;
  }

  private static double bound(
      EntropyBound.Kind kind, Dtype dtype, byte[] bytes, Optional<byte[]> reference) {
    EntropyBound bound = new EntropyBound(kind, dtype);
    for (int at = 0; at < bytes.length; at += ChunkCodec.MAX_BYTES) {
      int from = at;
      int length = Math.min(ChunkCodec.MAX_BYTES, bytes.length - at);
      bound.add(
          ByteBuffer.wrap(bytes, at, length),
          reference.map(other -> ByteBuffer.wrap(other, from, length)));
    }
    return bound.bytes();
  }

  private static double limit(Dtype dtype, byte[] bytes, Optional<Earlier> known) {
    double least = GaussianLimit.bytes(dtype, bytes, Optional.empty());
    if (known.isPresent()) {
      least = Math.min(least, GaussianLimit.bytes(dtype, bytes, Optional.of(known.get().first)));
      least = Math.min(least, GaussianLimit.bytes(dtype, bytes, Optional.of(known.get().last)));
    }
    return least;
  }
}
