package dev.fedbench.benchmarks;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.CorruptChunkException;
import dev.fedbench.storage.codec.Encoded;
import dev.fedbench.storage.hash.Columns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The parts of the store's work on chunks, each alone. Belongs to one thread. */
final class DifferenceWork {

  /** A chunk, and the one that it is a difference to. */
  record Sample(Dtype dtype, byte[] chunk, Optional<byte[]> reference) {

    Optional<ByteBuffer> referenceBuffer() {
      return reference.map(ByteBuffer::wrap);
    }
  }

  private final ChunkCodec codec = new ChunkCodec();
  private final List<Sample> samples;
  private final List<byte[]> encoded = new ArrayList<>();
  private final byte[] decoded = new byte[ChunkCodec.MAX_BYTES];

  DifferenceWork(List<Sample> samples) throws Exception {
    this.samples = samples;
    for (Sample sample : samples) {
      Encoded first = encode(sample);
      byte[] bytes = new byte[first.size()];
      first.bytes().get(bytes);
      encoded.add(bytes);
      decode(sample, bytes);
      if (!Arrays.equals(
          decoded, 0, sample.chunk().length, sample.chunk(), 0, sample.chunk().length)) {
        throw new IllegalStateException("a chunk came back with other bits");
      }
    }
  }

  /** The chunks of a model, with those of the tensor of the same name and layout of another. */
  static List<Sample> samples(MemoryCheckpoint before, MemoryCheckpoint after) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (TensorInfo tensor : after.tensors()) {
      Optional<TensorInfo> same = before.tensors().stream().filter(tensor::equals).findFirst();
      byte[] bytes = after.open(tensor).readAllBytes();
      Optional<byte[]> reference = Optional.empty();
      if (same.isPresent()) {
        reference = Optional.of(before.open(same.get()).readAllBytes());
      }
      for (int at = 0; at < bytes.length; at += ChunkCodec.MAX_BYTES) {
        int from = at;
        int to = Math.min(bytes.length, at + ChunkCodec.MAX_BYTES);
        samples.add(
            new Sample(
                tensor.dtype(),
                Arrays.copyOfRange(bytes, from, to),
                reference.map(all -> Arrays.copyOfRange(all, from, to))));
      }
    }
    return samples;
  }

  long sha256() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long sum = 0;
    for (Sample sample : samples) {
      sum += digest.digest(sample.chunk()).length;
    }
    return sum;
  }

  /** As ids of chunks do it, but for the few bytes that are in no column. */
  long hash() {
    long sum = 0;
    for (Sample sample : samples) {
      sum += Columns.digests(sample.chunk(), 0, sample.chunk().length / Columns.STRIPE).length;
    }
    return sum;
  }

  long encode() {
    return samples.stream().mapToLong(sample -> encode(sample).size()).sum();
  }

  private Encoded encode(Sample sample) {
    return codec.encode(ByteBuffer.wrap(sample.chunk()), sample.dtype(), sample.referenceBuffer());
  }

  long decode() throws CorruptChunkException {
    for (int i = 0; i < samples.size(); i++) {
      decode(samples.get(i), encoded.get(i));
    }
    return samples.size();
  }

  private void decode(Sample sample, byte[] bytes) throws CorruptChunkException {
    codec.decode(
        ByteBuffer.wrap(bytes),
        sample.dtype(),
        sample.referenceBuffer(),
        ByteBuffer.wrap(decoded, 0, sample.chunk().length));
  }

  /** Of what was encoded. */
  long checksum() {
    long sum = 1;
    for (byte[] bytes : encoded) {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      sum += crc.getValue();
    }
    return sum;
  }
}
