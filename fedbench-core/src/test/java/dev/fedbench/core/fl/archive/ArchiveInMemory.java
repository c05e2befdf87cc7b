package dev.fedbench.core.fl.archive;

import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An archive for tests; it may break after some entries. */
final class ArchiveInMemory implements ModelArchive {

  final TreeMap<Long, Tensors> models = new TreeMap<>();
  final Map<KeptUpdate, Tensors> updates = new LinkedHashMap<>();
  int left = Integer.MAX_VALUE;
  boolean closed;

  private void spend() throws IOException {
    left--;
    if (left < 0) {
      throw new IOException("no space left on device");
    }
  }

  @Override
  public synchronized void keep(long version, Tensors model) throws IOException {
    spend();
    models.put(version, model);
  }

  @Override
  public synchronized void keep(KeptUpdate update, Tensors delta) throws IOException {
    spend();
    updates.put(update, delta);
  }

  @Override
  public List<Long> versions() {
    return new ArrayList<>(models.keySet());
  }

  @Override
  public Optional<Tensors> model(long version) {
    return Optional.ofNullable(models.get(version));
  }

  @Override
  public List<KeptUpdate> updates() {
    return List.copyOf(updates.keySet());
  }

  @Override
  public Optional<Tensors> delta(KeptUpdate update) {
    return Optional.ofNullable(updates.get(update));
  }

  @Override
  public void close() {
    closed = true;
  }
}
