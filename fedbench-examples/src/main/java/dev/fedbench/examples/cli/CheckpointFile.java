package dev.fedbench.examples.cli;

import java.nio.file.Path;
import java.util.Locale;

/** What a checkpoint's file is, by its name. */
final class CheckpointFile {

  private CheckpointFile() {}

  /** Whether it is NumPy's archive; else it is safetensors. */
  static boolean isNpz(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }
}
