package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Model;
import dev.fedbench.core.fl.wire.ProvenFrame;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * The model and the aggregation under way. Guarded by the coordinator's lock, but for {@link
 * #values}, which checks a frame's form.
 */
final class GlobalModel {

  /** What every update's frame must look like. */
  private record Shape(TensorLayout layout, byte[] header) {}

  private final Aggregator aggregator;
  private final ObjLongConsumer<Tensors> made;
  private volatile Optional<Shape> shape = Optional.empty();
  private Optional<Tensors> current = Optional.empty();
  private Optional<Aggregation> aggregation = Optional.empty();
  private Optional<ByteBuffer> message = Optional.empty();
  private final AggregationLog log = new AggregationLog();
  private double[] lastStep = {};
  private long version = 1;

  /**
   * A model, which nobody may have named yet.
   *
   * @param made hears of each version
   */
  GlobalModel(Aggregator aggregator, Optional<Tensors> initial, ObjLongConsumer<Tensors> made) {
    this.aggregator = aggregator;
    this.made = made;
    initial.ifPresent(this::start);
  }

  private void start(Tensors tensors) {
    shape = Optional.of(new Shape(tensors.layout(), TensorFrame.header(tensors.layout())));
    current = Optional.of(tensors);
    aggregation = Optional.of(aggregator.begin(tensors.layout()));
    made.accept(tensors, version);
  }

  long version() {
    return version;
  }

  /** Updates accepted and not aggregated yet. */
  long pending() {
    return aggregation.map(Aggregation::updates).orElse(0L);
  }

  /** The current model's frame: encoded once, shared. Empty before anyone named a layout. */
  Optional<ByteBuffer> frame() {
    return message().map(message -> message.position(Model.HEADER_BYTES).slice());
  }

  /** The current model as an answer: encoded once, shared. Empty likewise. */
  Optional<ByteBuffer> message() {
    if (message.isEmpty() && current.isPresent()) {
      byte[] header = shape.orElseThrow().header;
      ByteBuffer frame = ByteBuffer.allocate(TensorFrame.size(header, current.get().layout()));
      TensorFrame.write(frame, header, current.get());
      message = Optional.of(new Model(version, frame.flip()).encode().asReadOnlyBuffer());
    }
    return message.map(ByteBuffer::duplicate);
  }

  /** The values of a frame of the model's layout; of any layout, as long as nobody named one. */
  FloatBuffer values(ByteBuffer body) throws RefusedException {
    Optional<Shape> expected = shape;
    try {
      if (expected.isEmpty()) {
        TensorLayout layout = TensorFrame.layout(body);
        if (layout.size() == 0) {
          throw new RefusedException(Cause.SHAPE_MISMATCH, "the update has no values");
        }
        return TensorFrame.values(body, TensorFrame.header(layout), layout.size()).orElseThrow();
      }
      Shape wanted = expected.get();
      Optional<FloatBuffer> values = TensorFrame.values(body, wanted.header, wanted.layout.size());
      if (values.isPresent()) {
        return values.get();
      }
      TensorLayout found = TensorFrame.layout(body);
      throw new RefusedException(
          Cause.SHAPE_MISMATCH, "the update is %s; expected %s", found, wanted.layout);
    } catch (MalformedMessageException e) {
      throw new RefusedException(Cause.MALFORMED, "%s", e.getMessage());
    }
  }

  /** The quantised values of a proven update: the model has a layout where updates are proved. */
  QuantizedUpdate values(ProvenFrame proven) throws RefusedException {
    Shape wanted = shape.orElseThrow();
    try {
      return proven
          .values(wanted.header, wanted.layout)
          .orElseThrow(
              () ->
                  new RefusedException(
                      Cause.SHAPE_MISMATCH, "the update's tensors are not %s", wanted.layout));
    } catch (MalformedMessageException e) {
      throw new RefusedException(Cause.MALFORMED, "%s", e.getMessage());
    }
  }

  /** Adds an update that passed every check. */
  void add(ByteBuffer body, CheckedUpdate update, long examples) throws RefusedException {
    if (update instanceof CheckedUpdate.Plain) {
      checkLayout(body);
    }
    add(update, examples);
  }

  /** Adds an update that passed every check, and has the model's layout. */
  void add(CheckedUpdate update, long examples) {
    update.addTo(aggregation.orElseThrow(), examples);
    log.added(Instant.now());
  }

  /** The first update names the layout, if nobody did before. */
  private void checkLayout(ByteBuffer body) throws RefusedException {
    if (shape.isEmpty()) {
      try {
        start(Tensors.zeros(TensorFrame.layout(body)));
      } catch (MalformedMessageException e) {
        throw new RefusedException(Cause.MALFORMED, "%s", e.getMessage());
      }
    }
    Shape wanted = shape.orElseThrow();
    // Another client may have named the layout since the frame's form was checked.
    if (TensorFrame.values(body, wanted.header, wanted.layout.size()).isEmpty()) {
      throw new RefusedException(
          Cause.SHAPE_MISMATCH, "the update's tensors are not %s", wanted.layout);
    }
  }

  /**
   * Makes a new version of the updates so far; they are used up.
   *
   * @return false if there is none: a value would be beyond float32
   */
  boolean aggregate() {
    TensorLayout layout = shape.orElseThrow().layout;
    long updates = pending();
    double[] step = aggregation.orElseThrow().step();
    float[] before = current.orElseThrow().values();
    float[] after = new float[before.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = (float) (before[i] + step[i]);
      if (!Float.isFinite(after[i])) {
        discard();
        return false;
      }
    }
    current = Optional.of(new Tensors(layout, after));
    message = Optional.empty();
    version++;
    aggregation = Optional.of(aggregator.begin(layout));
    lastStep = step;
    log.aggregated(updates, version, Instant.now());
    made.accept(current.get(), version);
    return true;
  }

  /** The last step of the model, by tensor. */
  Map<String, double[]> lastStep() {
    Map<String, double[]> byTensor = new LinkedHashMap<>();
    int offset = 0;
    for (TensorSpec spec : shape.orElseThrow().layout.specs()) {
      byTensor.put(spec.name(), Arrays.copyOfRange(lastStep, offset, offset + spec.size()));
      offset += spec.size();
    }
    return byTensor;
  }

  /** Names and shapes, once somebody named them. May be called without the lock. */
  Optional<TensorLayout> layout() {
    return shape.map(Shape::layout);
  }

  AggregationLog log() {
    return log;
  }

  /** Throws the updates so far away. */
  void discard() {
    aggregation = shape.map(s -> aggregator.begin(s.layout));
  }
}
