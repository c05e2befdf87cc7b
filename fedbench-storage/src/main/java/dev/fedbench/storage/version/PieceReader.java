package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Future;

/** Reads chunks in order, some ahead of the caller. Belongs to one thread. */
final class PieceReader implements Closeable {

  /** Tells which chunks are to be read. */
  @FunctionalInterface
  interface Pieces {
    Optional<Piece> next() throws IOException;
  }

  private record Flight(Piece piece, byte[] bytes, Future<ByteBuffer> read) {}

  private final Workers workers;
  private final ChunkReaders readers;
  private final Pieces pieces;
  private final Deque<byte[]> free = new ArrayDeque<>();
  private final Deque<Flight> flying = new ArrayDeque<>();
  private Optional<Flight> current = Optional.empty();
  private boolean ended;

  PieceReader(Workers workers, ChunkReaders readers, Pieces pieces) {
    this.workers = workers;
    this.readers = readers;
    this.pieces = pieces;
  }

  /** Goes on to the next piece, if there is one. */
  Optional<Piece> next() throws IOException {
    Workers.requireNotInterrupted();
    current.ifPresent(flight -> free.add(flight.bytes));
    current = Optional.empty();
    while (!ended && flying.size() < workers.window()) {
      pieces.next().ifPresentOrElse(this::launch, () -> ended = true);
    }
    current = Optional.ofNullable(flying.poll());
    return current.map(Flight::piece);
  }

  /** The bytes of the piece that {@link #next} gave; valid until it is called again. */
  ByteBuffer bytes() throws IOException {
    Flight flight = current.orElseThrow();
    try {
      return Workers.await(flight.read);
    } catch (CorruptStoreException e) {
      throw new CorruptStoreException(flight.piece.where() + ": " + e.getMessage(), e);
    }
  }

  private void launch(Piece piece) {
    byte[] recycled = free.isEmpty() ? new byte[0] : free.remove();
    byte[] bytes = recycled.length < piece.length() ? new byte[piece.length()] : recycled;
    flying.add(new Flight(piece, bytes, workers.submit(() -> read(piece, bytes))));
  }

  private ByteBuffer read(Piece piece, byte[] bytes) throws IOException {
    return readers.use(
        (reader, codec) -> {
          ByteBuffer raw = reader.readChecked(piece.chunk(), bytes);
          if (raw.remaining() != piece.length()) {
            throw new CorruptStoreException(
                "chunk %s has %d bytes; expected %d"
                    .formatted(piece.chunk().hex(), raw.remaining(), piece.length()));
          }
          return raw;
        });
  }

  @Override
  public void close() {
    ended = true;
    Workers.settle(flying.stream().map(Flight::read).toList());
    flying.clear();
  }
}
