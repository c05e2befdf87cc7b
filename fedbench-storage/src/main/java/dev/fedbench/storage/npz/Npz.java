package dev.fedbench.storage.npz;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives of arrays. */
public final class Npz {

  /** The earliest time that a ZIP archive can tell: the same archive from the same checkpoint. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Writes to a stream, which stays open: arrays in C order, not compressed. Metadata and
   * attachments have no place in the format.
   *
   * @throws NpzException if NumPy has no dtype for a tensor, such as bfloat16
   */
  public static void write(CheckpointSource source, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (TensorInfo tensor : source.tensors()) {
      byte[] header = NpyHeader.write(tensor);
      ZipEntry entry = new ZipEntry(tensor.name() + ".npy");
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      zip.write(header);
      try (InputStream in = source.open(tensor)) {
        in.transferTo(zip);
      }
      zip.closeEntry();
    }
    zip.finish();
  }
}
