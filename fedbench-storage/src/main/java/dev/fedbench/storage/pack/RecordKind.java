package dev.fedbench.storage.pack;

import java.util.Locale;
import java.util.Optional;

/** What a record holds. The codes are part of the format. */
public enum RecordKind {
  /** Up to 960 KiB of a tensor's bytes. */
  CHUNK(1),
  /** Dtype, shape and the chunks of a tensor. */
  TENSOR(2),
  /** Part of a checkpoint's list of tensors. */
  PAGE(3),
  /** Metadata and pages. */
  CHECKPOINT(4),
  /** A checkpoint with its parents, time and message. */
  COMMIT(5);

  private final int code;

  RecordKind(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  static Optional<RecordKind> ofCode(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
