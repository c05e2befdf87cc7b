package dev.fedbench.storage.clustering;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.TensorMatch;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.codec.ChunkCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the most similar tensor of the same dtype and shape, by sketches. Those of tensors that
 * were stored by others are made when the first tensor of their shape looks for a reference: of the
 * newest ones, from their first chunks.
 *
 * <p>Sketches are bounded: where there are too many of a shape, they are clustered, and of each
 * cluster the one in the middle stays.
 */
public final class SimilarTensors implements ReferenceChooser {

  /**
   * The least similarity of two tensors that are taken for alike, unless told otherwise: they are
   * half a norm apart. Those that have nothing to do with each other are 1.4 norms apart, which is
   * a similarity of 0.
   */
  public static final double ALIKE = 0.875;

  /** Tensors of a shape that are read from the store, at most. */
  private static final int FROM_STORE = 32;

  /** Shapes that are known, at most; then all is forgotten, and found again in the store. */
  private static final int MOST_SHAPES = 1024;

  private record Shape(Dtype dtype, List<Long> dimensions) {}

  /** A tensor that is not stored yet. */
  private record Awaited(TensorInfo tensor, Sketch sketch) {}

  private final WeightStore store;
  private final double similarity;
  private final Thinning thinning;
  private final Map<Shape, Similar> known = new HashMap<>();
  private final Deque<Awaited> awaited = new ArrayDeque<>();

  private SimilarTensors(WeightStore store, double similarity, Thinning thinning) {
    this.store = store;
    this.similarity = similarity;
    this.thinning = thinning;
  }

  /** For each store that is opened; by {@link #ALIKE} and k-means. */
  public static Factory factory() {
    return factory(ALIKE, Thinning.KMEANS);
  }

  /**
   * For each store that is opened.
   *
   * @param similarity 0 to 1: of the tensors that have at least that, the most similar one is
   *     chosen. It is 1 - d^2 / 2, where the sketches are d norms of the new one apart: the cosine
   *     of the angle between them, if both are as long
   * @param thinning of sketches, where there are too many of a shape
   */
  public static Factory factory(double similarity, Thinning thinning) {
    if (!(similarity >= 0 && similarity <= 1)) {
      throw new IllegalArgumentException(
          "a similarity of %s; expected 0 to 1".formatted(similarity));
    }
    return store -> new SimilarTensors(store, similarity, thinning);
  }

  @Override
  public Optional<String> choose(TensorInfo tensor, ByteBuffer head, boolean hasParent) {
    Shape shape = new Shape(tensor.dtype(), tensor.shape());
    Sketch sketch = Sketch.of(tensor, head);
    awaited.add(new Awaited(tensor, sketch));
    if (!known.containsKey(shape) && known.size() == MOST_SHAPES) {
      known.clear();
    }
    Similar similar = known.computeIfAbsent(shape, unseen -> new Similar(similarity, thinning));
    if (hasParent) {
      return Optional.empty();
    }
    if (similar.begin()) {
      readStore(shape, similar);
    }
    return similar.nearest(sketch);
  }

  @Override
  public void stored(TensorInfo tensor, String id) {
    Shape shape = new Shape(tensor.dtype(), tensor.shape());
    // What was given up with its commit is never told to be stored.
    while (!awaited.isEmpty()) {
      Awaited first = awaited.remove();
      if (first.tensor.equals(tensor)) {
        Optional.ofNullable(known.get(shape)).ifPresent(s -> s.add(id, first.sketch));
        return;
      }
    }
  }

  /** What cannot be read is passed over: it can be no reference, and whoever needs it is told. */
  private void readStore(Shape shape, Similar similar) {
    TensorQuery query = TensorQuery.all().of(shape.dtype).shaped(shape.dimensions);
    try {
      for (TensorMatch match : store.find(query, FROM_STORE)) {
        if (!similar.has(match.id())) {
          similar.add(match.id(), sketch(match));
        }
      }
    } catch (IOException e) {
      similar.incomplete();
    }
  }

  private Sketch sketch(TensorMatch match) throws IOException {
    TensorInfo tensor = match.tensor();
    int length = (int) Math.min(ChunkCodec.MAX_BYTES, tensor.bytes());
    ByteBuffer head = ByteBuffer.allocate(length);
    store.checkpoint(match.commit().id()).tensor(tensor.name()).read(0, head);
    return Sketch.of(tensor, head.flip());
  }
}
