package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The file system of this machine. */
public final class LocalDisk implements Disk {

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    EnumSet<StandardOpenOption> how = EnumSet.of(StandardOpenOption.READ);
    if (writable) {
      how.add(StandardOpenOption.WRITE);
    }
    return new LocalFile(file, how, FileChannel.open(file, how));
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    EnumSet<StandardOpenOption> how = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    EnumSet<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW);
    fresh.addAll(how);
    return new LocalFile(file, how, FileChannel.open(file, fresh));
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Windows opens no directory as a file; NTFS journals a rename by itself. */
  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    EnumSet<StandardOpenOption> how = EnumSet.of(StandardOpenOption.READ);
    try (DiskFile file = new LocalFile(directory, how, FileChannel.open(directory, how))) {
      file.force();
    }
  }
}
