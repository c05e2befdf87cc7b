package dev.fedbench.storage.version;

import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tensors of a checkpoint may be differences to: the first parent's tensor of the same
 * name, dtype and shape, else another parent's, else what the chooser finds.
 */
final class References {

  private final ObjectReader objects;
  private final ReferenceChooser chooser;
  private final Map<String, Entry> byName = new HashMap<>();

  References(ObjectReader objects, ReferenceChooser chooser) {
    this.objects = objects;
    this.chooser = chooser;
  }

  /** Adds a tensor of a parent; the first of a name counts. */
  void add(Entry entry) {
    byName.putIfAbsent(entry.tensor().name(), entry);
  }

  /** The chunks of the reference; none if there is none. */
  List<ObjectId> of(TensorInfo tensor, ByteBuffer head) throws IOException {
    Optional<Entry> parent =
        Optional.ofNullable(byName.get(tensor.name()))
            .filter(entry -> entry.tensor().sameLayout(tensor));
    Optional<String> chosen =
        chooser.choose(
            tensor, head, parent.isPresent() || tensor.name().startsWith(Committer.ATTACHMENT));
    if (parent.isPresent()) {
      return objects.tensor(parent.get().id()).chunks();
    }
    return chosen.isPresent() ? chosen(tensor, ObjectId.fromHex(chosen.get())) : List.of();
  }

  private List<ObjectId> chosen(TensorInfo tensor, ObjectId id) throws IOException {
    if (!objects.has(id)) {
      return List.of(); // gone with a commit that failed, or with a gc
    }
    TensorRecord record = objects.tensor(id);
    if (!record.layout().sameLayout(tensor)) {
      throw new IllegalArgumentException(
          "the chooser gave tensor %s, of %s, as the reference of %s; expected the same dtype and shape"
              .formatted(id.hex(), record.layout(), tensor));
    }
    return record.chunks();
  }
}
