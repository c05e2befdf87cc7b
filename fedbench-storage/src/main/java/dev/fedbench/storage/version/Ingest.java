package dev.fedbench.storage.version;

import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackWriter;
import dev.fedbench.storage.pack.RecordKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Writes tensors as a stream: the calling thread reads chunks and appends records in order, workers
 * hash and encode in between. Memory is a few chunks per thread, whatever the tensors' sizes.
 */
final class Ingest {

  private record Flight(
      Slot slot, Draft draft, int index, Consumer<Entry> done, Future<Slot.Outcome> outcome) {}

  private final PackWriter writer;
  private final Workers workers;
  private final ChunkReaders readers;
  private final int chainMax;
  private final ReferenceChooser chooser;
  private final Deque<Slot> free = new ArrayDeque<>();
  private final Deque<Flight> flying = new ArrayDeque<>();

  Ingest(
      PackWriter writer,
      Workers workers,
      ChunkReaders readers,
      int chainMax,
      ReferenceChooser chooser) {
    this.writer = writer;
    this.workers = workers;
    this.readers = readers;
    this.chainMax = chainMax;
    this.chooser = chooser;
    for (int i = 0; i < workers.window(); i++) {
      free.add(new Slot());
    }
  }

  /**
   * Writes a tensor; part of it is still under way when this returns.
   *
   * @param references what it may be a difference to
   * @param done is given the entry once it is written, in the order of the calls
   */
  void write(TensorInfo tensor, InputStream in, References references, Consumer<Entry> done)
      throws IOException {
    Draft draft = new Draft(tensor);
    int chunks = TensorRecord.chunks(tensor);
    List<ObjectId> reference = List.of();
    for (int i = 0; i < chunks; i++) {
      Workers.requireNotInterrupted();
      Slot slot = freeSlot();
      fill(slot, in, tensor, i);
      if (i == 0) {
        reference = references.of(tensor, slot.raw().asReadOnlyBuffer());
      }
      launch(slot, draft, i, reference, done);
    }
    if (in.read() >= 0) {
      throw new StoreException(
          "tensor %s has more than its %d bytes; its source contradicts itself"
              .formatted(tensor, tensor.bytes()));
    }
    if (chunks == 0) {
      drain(); // so that entries are done in order
      finish(draft, done);
    }
  }

  private void launch(
      Slot slot, Draft draft, int index, List<ObjectId> reference, Consumer<Entry> done) {
    Optional<ObjectId> base =
        index < reference.size() ? Optional.of(reference.get(index)) : Optional.empty();
    Future<Slot.Outcome> outcome =
        workers.submit(() -> slot.process(writer, readers, draft.tensor().dtype(), base, chainMax));
    flying.add(new Flight(slot, draft, index, done, outcome));
  }

  private static void fill(Slot slot, InputStream in, TensorInfo tensor, int index)
      throws IOException {
    int length = TensorRecord.chunkLength(tensor, index);
    int found = in.readNBytes(slot.room(length), 0, length);
    if (found < length) {
      throw new StoreException(
          "tensor %s ends after %d bytes; expected %d: its source is cut off"
              .formatted(tensor, (long) index * TensorRecord.CHUNK + found, tensor.bytes()));
    }
  }

  private Slot freeSlot() throws IOException {
    if (free.isEmpty()) {
      land();
    }
    return free.remove();
  }

  /** Waits for the oldest chunk under way, and writes it. */
  private void land() throws IOException {
    Flight flight = flying.remove();
    Slot.Outcome outcome = Workers.await(flight.outcome);
    // The same chunk may have been under way twice.
    if (outcome.isNew() && writer.find(outcome.id()).isEmpty()) {
      writer.append(
          RecordKind.CHUNK,
          outcome.depth(),
          outcome.id(),
          flight.slot.record(),
          0,
          outcome.recordLength());
    }
    free.add(flight.slot);
    if (flight.draft.completedBy(flight.index, outcome.id())) {
      finish(flight.draft, flight.done);
    }
  }

  private void finish(Draft draft, Consumer<Entry> done) throws IOException {
    ObjectId id = object(RecordKind.TENSOR, draft.record().toBytes());
    chooser.stored(draft.tensor(), id.hex());
    done.accept(new Entry(draft.tensor(), id));
  }

  /** Writes a record that is no chunk, if it is not there, and returns its id. */
  ObjectId object(RecordKind kind, byte[] payload) throws IOException {
    ObjectId id = Identity.of(kind, payload);
    if (writer.find(id).isEmpty()) {
      writer.append(kind, 0, id, payload, 0, payload.length);
    }
    return id;
  }

  /** Waits until all that was begun is written. */
  void drain() throws IOException {
    while (!flying.isEmpty()) {
      land();
    }
  }

  /** Gives up what is under way. */
  void abandon() {
    Workers.settle(flying.stream().map(Flight::outcome).toList());
    flying.clear();
  }
}
