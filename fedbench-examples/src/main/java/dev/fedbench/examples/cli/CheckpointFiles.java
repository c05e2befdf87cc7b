package dev.fedbench.examples.cli;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.npz.NpzFile;
import dev.fedbench.storage.safetensors.SafetensorsFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Checkpoints in files, open until this is closed. */
final class CheckpointFiles implements Closeable {

  private final List<CheckpointSource> sources = new ArrayList<>();
  private final Deque<Closeable> open = new ArrayDeque<>();

  private CheckpointFiles() {}

  /** Opens all of them, or none. */
  static CheckpointFiles open(List<Path> files) throws IOException {
    CheckpointFiles all = new CheckpointFiles();
    try {
      for (Path file : files) {
        all.add(file);
      }
      return all;
    } catch (IOException | RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private void add(Path file) throws IOException {
    if (CheckpointFile.isNpz(file)) {
      NpzFile archive = NpzFile.open(file);
      open.push(archive);
      sources.add(archive);
    } else {
      SafetensorsFile safetensors = SafetensorsFile.open(file);
      open.push(safetensors);
      sources.add(safetensors);
    }
  }

  /** In the order of the files. */
  List<CheckpointSource> sources() {
    return sources;
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
