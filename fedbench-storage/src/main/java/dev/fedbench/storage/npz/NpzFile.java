package dev.fedbench.storage.npz;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of arrays, open to read. No more of an entry is unpacked than its own header says, so
 * that a small archive cannot become large. Belongs to one thread.
 */
public final class NpzFile implements CheckpointSource, Closeable {

  private static final String SUFFIX = ".npy";

  private final ZipFile zip;
  private final Map<TensorInfo, ZipEntry> entries;

  private NpzFile(ZipFile zip, Map<TensorInfo, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * Opens an archive and reads the headers of its arrays.
   *
   * @throws NpzException if it is none, or holds arrays that are no plain little-endian numbers in
   *     C order
   */
  public static NpzFile open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw new NpzException("%s is no .npz archive: %s".formatted(file, e.getMessage()), e);
    }
    try {
      return new NpzFile(zip, headers(zip));
    } catch (ZipException | NpzException e) {
      zip.close();
      throw new NpzException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException | RuntimeException | Error e) {
      zip.close();
      throw e;
    }
  }

  private static Map<TensorInfo, ZipEntry> headers(ZipFile zip) throws IOException {
    if (zip.size() > MAX_TENSORS) {
      throw new NpzException("%d arrays; expected at most %d".formatted(zip.size(), MAX_TENSORS));
    }
    Map<String, ZipEntry> byName = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!entry.getName().endsWith(SUFFIX)) {
        throw new NpzException("entry '%s' is no .npy array".formatted(shown(entry.getName())));
      }
      String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
      if (byName.put(name, entry) != null) {
        throw new NpzException("array '%s' is there twice".formatted(shown(name)));
      }
    }
    Map<TensorInfo, ZipEntry> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, ZipEntry> entry : byName.entrySet()) {
      try (InputStream in = zip.getInputStream(entry.getValue())) {
        tensors.put(NpyHeader.read(entry.getKey(), in), entry.getValue());
      }
    }
    return tensors;
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  @Override
  public List<TensorInfo> tensors() {
    return List.copyOf(entries.keySet());
  }

  /**
   * Ends where the header says; a longer entry shows as one byte too many, and is refused there.
   */
  @Override
  public InputStream open(TensorInfo tensor) throws IOException {
    ZipEntry entry =
        Optional.ofNullable(entries.get(tensor))
            .orElseThrow(() -> new IllegalArgumentException("no tensor " + tensor));
    InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
    try {
      NpyHeader.read(tensor.name(), in);
      return in;
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
