package dev.fedbench.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
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
  void who_settles_waits_for_the_disk() throws Exception {
    behind.written(MUCH);
    CountDownLatch settled = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                behind.settle();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              settled.countDown();
            });
    waiting.start();
    file.begun.await();
    assertThat(settled.await(50, TimeUnit.MILLISECONDS)).isFalse();
    file.end.countDown();
    settled.await();
    waiting.join();
  }

  @Test
  void what_could_not_be_forced_is_told_once_by_whoever_asks_next() throws Exception {
    file.failure = new IOException("no such luck");
    file.end.countDown();
    behind.written(MUCH);
    assertThatThrownBy(behind::settle).isSameAs(file.failure);
    behind.settle();
    behind.written(MUCH);
    while (file.forces < 2) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(
            () -> {
              while (true) {
                behind.written(MUCH);
              }
            })
        .isSameAs(file.failure);
  }
}
