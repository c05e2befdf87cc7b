package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoredTensor;
import dev.fedbench.storage.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** A tensor of a checkpoint. */
record Tensor(Reading reading, String commit, Entry entry) implements StoredTensor {

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** What reading takes. */
  record Reading(ObjectReader objects, Workers workers, ChunkReaders readers) {}

  @Override
  public TensorInfo info() {
    return entry.tensor();
  }

  @Override
  public String id() {
    return entry.id().hex();
  }

  /** Its chunks, in order. */
  List<Piece> pieces() throws IOException {
    try {
      TensorRecord record = reading.objects.tensor(entry.id());
      if (!record.layout().sameLayout(info())) {
        throw new CorruptStoreException("it is of %s".formatted(record.layout()));
      }
      return IntStream.range(0, record.chunks().size())
          .mapToObj(i -> new Piece(commit, info(), i, record.chunks().get(i)))
          .toList();
    } catch (CorruptStoreException e) {
      throw new CorruptStoreException(
          "tensor '%s' of commit %s: %s"
              .formatted(info().name(), commit.substring(0, 12), e.getMessage()),
          e);
    }
  }

  private PieceReader reader(List<Piece> pieces) {
    Iterator<Piece> all = pieces.iterator();
    return new PieceReader(
        reading.workers,
        reading.readers,
        () -> all.hasNext() ? Optional.of(all.next()) : Optional.empty());
  }

  @Override
  public InputStream open() throws IOException {
    return new PieceStream(reader(pieces()));
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(offset, target.remaining(), info().bytes());
    if (!target.hasRemaining()) {
      return;
    }
    int first = (int) (offset / TensorRecord.CHUNK);
    int last = (int) ((offset + target.remaining() - 1) / TensorRecord.CHUNK);
    try (PieceReader reader = reader(pieces().subList(first, last + 1))) {
      long at = offset;
      while (target.hasRemaining()) {
        Piece piece = reader.next().orElseThrow();
        ByteBuffer bytes = reader.bytes();
        bytes.position((int) (at - piece.offset()));
        bytes.limit(Math.min(bytes.limit(), bytes.position() + target.remaining()));
        at += bytes.remaining();
        target.put(bytes);
      }
    }
  }

  @Override
  public byte[] bytes() throws IOException {
    if (info().bytes() > MAX_ARRAY) {
      throw new StoreException(
          "tensor %s has %d bytes, too many for an array; read it as a stream or in parts"
              .formatted(info(), info().bytes()));
    }
    byte[] all = new byte[(int) info().bytes()];
    read(0, ByteBuffer.wrap(all));
    return all;
  }
}
