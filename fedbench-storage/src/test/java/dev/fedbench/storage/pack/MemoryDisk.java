package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A disk in memory that fails at a chosen operation and knows what a power cut would leave. Content
 * is durable once its file is forced, names once their directory is; what is neither may be there
 * after a power cut, in whole or in part, or not, as a seeded coin says for each write and each
 * name.
 */
public final class MemoryDisk implements Disk {

  /** The disk failed, as it was told to. */
  public static final class FailedException extends IOException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
      super(message);
    }
  }

  /** How an operation fails. */
  public enum Failure {
    /** Nothing is done. */
    REFUSED,
    /** A write is done in part. */
    TORN,
    /** All is done, and yet an error is reported. */
    DONE
  }

  private record Write(long position, byte[] bytes) {}

  private record NameChange(Path directory, Path name, Optional<Content> content) {}

  private static final class Content {
    private byte[] durable = new byte[0];
    private byte[] now = new byte[0];
    private final List<Write> unforced = new ArrayList<>();
  }

  private final Map<Path, Content> names = new HashMap<>();
  private final Map<Path, Content> durableNames = new HashMap<>();
  private final List<NameChange> unforced = new ArrayList<>();
  private int operations;
  private int failAt = Integer.MAX_VALUE;
  private int failures;
  private Failure failure = Failure.REFUSED;

  /** Changes that were asked for since the beginning or the last {@link #failAt}. */
  public synchronized int operations() {
    return operations;
  }

  /** From now on the n-th change fails, and as many after it as are said. */
  public synchronized void failAt(int n, int count, Failure how) {
    operations = 0;
    failAt = n;
    failures = count;
    failure = how;
  }

  /** Works from now on. */
  public synchronized void heal() {
    failAt = Integer.MAX_VALUE;
  }

  /** As it is, all of it durable. */
  public synchronized MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    names.forEach(
        (name, content) -> {
          Content same = new Content();
          same.durable = content.now;
          same.now = content.now;
          copy.addDurable(name, same);
        });
    return copy;
  }

  /** What was unforced is lost, but for what luck has written. */
  public synchronized MemoryDisk afterPowerCut(long seed) {
    Random coin = new Random(seed);
    MemoryDisk disk = new MemoryDisk();
    Map<Path, Content> kept = new HashMap<>(durableNames);
    for (NameChange change : unforced) {
      if (coin.nextBoolean()) {
        change.content.ifPresentOrElse(
            content -> kept.put(change.name, content), () -> kept.remove(change.name));
      }
    }
    kept.forEach((name, content) -> disk.addDurable(name, survivor(content, coin)));
    return disk;
  }

  private void addDurable(Path name, Content content) {
    names.put(name, content);
    durableNames.put(name, content);
  }

  private static Content survivor(Content content, Random coin) {
    Content survivor = new Content();
    byte[] bytes = content.durable.clone();
    for (Write write : content.unforced) {
      int luck = coin.nextInt(3);
      int length =
          luck == 0 ? 0 : luck == 1 ? write.bytes.length : coin.nextInt(write.bytes.length + 1);
      if (length > 0) {
        bytes = apply(bytes, new Write(write.position, Arrays.copyOf(write.bytes, length)));
      }
    }
    survivor.durable = bytes;
    survivor.now = bytes;
    return survivor;
  }

  private static byte[] apply(byte[] bytes, Write write) {
    int end = (int) write.position + write.bytes.length;
    byte[] applied = Arrays.copyOf(bytes, Math.max(bytes.length, end));
    System.arraycopy(write.bytes, 0, applied, (int) write.position, write.bytes.length);
    return applied;
  }

  /** The bytes of a file, to look at or to spoil. */
  public synchronized byte[] bytes(Path file) {
    return names.get(file).now;
  }

  /** Counts a change; whether it is to fail. */
  private boolean fails() {
    operations++;
    return operations > failAt && operations <= (long) failAt + failures;
  }

  private interface Change {
    void apply();
  }

  private void change(String what, Change change) throws IOException {
    boolean fails = fails();
    if (!fails || failure == Failure.DONE) {
      change.apply();
    }
    if (fails) {
      throw new FailedException("no space left on device, or worse: " + what);
    }
  }

  private Content content(Path file) throws IOException {
    return Optional.ofNullable(names.get(file))
        .orElseThrow(() -> new NoSuchFileException(file.toString()));
  }

  @Override
  public synchronized DiskFile open(Path file, boolean writable) throws IOException {
    return new MemoryFile(content(file), writable);
  }

  @Override
  public synchronized DiskFile create(Path file) throws IOException {
    if (names.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Content content = new Content();
    change("create " + file, () -> name(file, Optional.of(content)));
    return new MemoryFile(content, true);
  }

  private void name(Path file, Optional<Content> content) {
    content.ifPresentOrElse(present -> names.put(file, present), () -> names.remove(file));
    unforced.add(new NameChange(file.getParent(), file, content));
  }

  @Override
  public synchronized boolean exists(Path file) {
    return names.containsKey(file);
  }

  @Override
  public synchronized List<String> list(Path directory) {
    return names.keySet().stream()
        .filter(file -> file.getParent().equals(directory))
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
  }

  @Override
  public void createDirectories(Path directory) {
    // Directories are where their files are.
  }

  @Override
  public synchronized void replace(Path from, Path to) throws IOException {
    Content content = content(from);
    change(
        "replace " + to,
        () -> {
          names.remove(from);
          name(to, Optional.of(content));
        });
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (names.containsKey(file)) {
      change("delete " + file, () -> name(file, Optional.empty()));
    }
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    change(
        "force " + directory,
        () -> {
          for (NameChange change : unforced) {
            if (change.directory.equals(directory)) {
              change.content.ifPresentOrElse(
                  content -> durableNames.put(change.name, content),
                  () -> durableNames.remove(change.name));
            }
          }
          unforced.removeIf(change -> change.directory.equals(directory));
        });
  }

  private final class MemoryFile implements DiskFile {
    private final Content content;
    private final boolean writable;

    MemoryFile(Content content, boolean writable) {
      this.content = content;
      this.writable = writable;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      synchronized (MemoryDisk.this) {
        if (position >= content.now.length) {
          return -1;
        }
        int count = (int) Math.min(target.remaining(), content.now.length - position);
        target.put(content.now, (int) position, count);
        return count;
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      synchronized (MemoryDisk.this) {
        requireWritable();
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        boolean fails = fails();
        int done =
            !fails || failure == Failure.DONE
                ? bytes.length
                : failure == Failure.TORN ? bytes.length / 2 : 0;
        Write write = new Write(position, Arrays.copyOf(bytes, done));
        content.now = apply(content.now, write);
        content.unforced.add(write);
        if (fails) {
          throw new FailedException("no space left on device, or worse: write");
        }
        source.position(source.limit());
        return bytes.length;
      }
    }

    private void requireWritable() throws IOException {
      if (!writable) {
        throw new IOException("open to read");
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (MemoryDisk.this) {
        change(
            "force a file",
            () -> {
              content.durable = content.now;
              content.unforced.clear();
            });
      }
    }

    @Override
    public long size() {
      synchronized (MemoryDisk.this) {
        return content.now.length;
      }
    }

    /** After a power cut, what was forced before it was cut is back: behind what anybody counts. */
    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryDisk.this) {
        requireWritable();
        change(
            "truncate",
            () -> {
              content.now = Arrays.copyOf(content.now, (int) Math.min(size, content.now.length));
              content.unforced.removeIf(write -> write.position >= size);
              content.unforced.replaceAll(
                  write ->
                      new Write(
                          write.position,
                          Arrays.copyOf(
                              write.bytes,
                              (int) Math.min(write.bytes.length, size - write.position))));
            });
      }
    }

    @Override
    public void close() {
      // The content stays, as an inode does that is open.
    }
  }
}
