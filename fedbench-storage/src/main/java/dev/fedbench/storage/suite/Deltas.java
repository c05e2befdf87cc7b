package dev.fedbench.storage.suite;

import dev.fedbench.metric.Row;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.Encoded;
import dev.fedbench.storage.codec.Strategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each strategy makes of the models of a series, every tensor encoded against the last one of
 * its name before it, without a store; and that every byte is decoded again. Tensors that have none
 * before them, or are equal to it, are left out.
 */
final class Deltas {

  private final ChunkCodec codec;
  private final ByteBuffer room = ByteBuffer.allocate(ChunkCodec.MAX_BYTES);
  private long chunks;
  private long raw;
  private long encodedBytes;
  private long fullBytes;

  private Deltas(Optional<Strategy> strategy) {
    this.codec = new ChunkCodec(strategy, List.of());
  }

  /** A row for each strategy, and one for what a store does: none where nothing was before. */
  static List<Row> rows(Series series) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      if (strategy != Strategy.RAW) {
        rows.addAll(row(series, Optional.of(strategy)));
      }
    }
    rows.addAll(row(series, Optional.empty()));
    return rows;
  }

  private static List<Row> row(Series series, Optional<Strategy> strategy) throws IOException {
    Deltas deltas = new Deltas(strategy);
    deltas.encode(series);
    if (deltas.chunks == 0) {
      return List.of();
    }
    return List.of(
        Row.builder("delta")
            .column("workload", series.name())
            .column("strategy", strategy.map(one -> word(one)).orElse("best of each chunk"))
            .column("full_bytes", deltas.fullBytes)
            .column("delta_bytes", deltas.encodedBytes)
            .column("share", (double) deltas.encodedBytes / deltas.fullBytes)
            .column("chunks", deltas.chunks)
            .column("left_raw", deltas.raw)
            .build());
  }

  private static String word(Strategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void encode(Series series) throws IOException {
    Map<TensorInfo, byte[]> last = new HashMap<>();
    for (MemoryCheckpoint model : series.models()) {
      for (TensorInfo tensor : model.tensors()) {
        byte[] bytes = model.open(tensor).readAllBytes();
        byte[] before = last.put(tensor, bytes);
        if (before != null && !Arrays.equals(before, bytes)) {
          encode(tensor, before, bytes);
        }
      }
    }
  }

  private void encode(TensorInfo tensor, byte[] before, byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += ChunkCodec.MAX_BYTES) {
      int length = Math.min(ChunkCodec.MAX_BYTES, bytes.length - at);
      Dtype dtype = tensor.dtype();
      ByteBuffer chunk = ByteBuffer.wrap(bytes, at, length);
      Optional<ByteBuffer> reference = Optional.of(ByteBuffer.wrap(before, at, length));
      Encoded encoded = codec.encode(chunk, dtype, reference);
      chunks++;
      raw += encoded.strategy() == Strategy.RAW ? 1 : 0;
      fullBytes += length;
      encodedBytes += encoded.size();
      codec.decode(encoded.bytes(), dtype, reference, room.clear().limit(length));
      if (!room.equals(chunk)) {
        throw new IOException(
            "%s does not decode what it encoded of '%s'; expected the same bytes: the codec is broken"
                .formatted(encoded.strategy(), tensor.name()));
      }
    }
  }
}
