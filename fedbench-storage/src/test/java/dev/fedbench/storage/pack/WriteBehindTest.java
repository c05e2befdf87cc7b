package dev.fedbench.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a file whose forces begin and end when the test says so. */
@Timeout(60)
class WriteBehindTest {

  private static final long MUCH = 4 << 20;

  private static final class SlowFile implements DiskFile {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile IOException failure;
    private volatile int forces;

    @Override
    public void force() throws IOException {
      forces++;
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public int read(ByteBuffer target, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private final SlowFile file = new SlowFile();
  private final WriteBehind behind = new WriteBehind(file);

  @Test
  void a_few_bytes_are_left_to_the_commit() throws Exception {
    behind.written(MUCH / 4);
    behind.settle();
    assertThat(file.forces).isZero();
  }

  @Test
  void many_bytes_are_forced_while_more_are_written() throws Exception {
    behind.written(MUCH);
    file.begun.await(); // and we are not stopped
    behind.written(MUCH);
    assertThat(file.forces).isEqualTo(1); // one at a time
    file.end.countDown();
    behind.settle();
    behind.written(0);
    behind.settle();
    assertThat(file.forces).isEqualTo(2);
  }

  @Test
  void who_forces_waits_for_what_is_being_forced() throws Exception {
    behind.written(MUCH);
    CountDownLatch forced = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                behind.force();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              forced.countDown();
            });
    waiting.start();
    file.begun.await();
    assertThat(forced.await(50, TimeUnit.MILLISECONDS)).isFalse();
    file.end.countDown();
    forced.await();
    assertThat(file.forces).isEqualTo(2);
    waiting.join();
  }

  @Test
  void what_could_not_be_forced_is_told_by_the_next_force_and_never_forgotten() {
    file.failure = new IOException("no such luck");
    file.end.countDown();
    assertThatThrownBy(
            () -> {
              behind.written(MUCH);
              behind.force();
            })
        .isSameAs(file.failure);
    assertThat(behind.settle()).isFalse();
  }

  @Test
  void what_could_not_be_forced_is_told_to_whoever_writes_more() {
    file.failure = new IOException("no such luck");
    file.end.countDown();
    assertThatThrownBy(
            () -> {
              while (true) {
                behind.written(MUCH);
              }
            })
        .isSameAs(file.failure);
  }

  @Test
  void an_appender_has_what_it_wrote_forced_before_a_commit_asks_and_its_failure_told()
      throws Exception {
    MemoryDisk disk = new MemoryDisk();
    PackAppender appender = PackAppender.create(disk, Path.of("/store"), 1);
    byte[] bytes = new byte[(int) MUCH / 2 + 1];
    Frame frame =
        new Frame(
            RecordKind.CHUNK,
            0,
            bytes.length,
            Frame.crc(bytes, 0, bytes.length),
            ObjectId.of(bytes));
    int writes = bytes.length >> 18;
    disk.failAt(writes, 1, MemoryDisk.Failure.REFUSED);
    appender.append(frame, bytes, 0);
    while (disk.operations() <= writes) {
      Thread.onSpinWait(); // one operation more, which nobody here has asked for
    }
    assertThatThrownBy(appender::force).isInstanceOf(MemoryDisk.FailedException.class);
    assertThat(appender.cutBackTo(0)).isFalse();
    appender.close();
  }
}
