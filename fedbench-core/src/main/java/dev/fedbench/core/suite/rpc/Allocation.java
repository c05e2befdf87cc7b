package dev.fedbench.core.suite.rpc;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Heap that the threads of this process have allocated: of all threads from Java 21 on, before that
 * of those alone that are alive, so that what a thread allocated is lost with its end.
 */
final class Allocation {

  /** {@code getTotalThreadAllocatedBytes}, which Java 17 does not have. */
  private static final Optional<MethodHandle> TOTAL = total();

  private Allocation() {}

  private static Optional<MethodHandle> total() {
    try {
      return Optional.of(
          MethodHandles.publicLookup()
              .findVirtual(
                  ThreadMXBean.class,
                  "getTotalThreadAllocatedBytes",
                  MethodType.methodType(long.class)));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty(); // an older Java
    }
  }

  /** Empty where the virtual machine does not count. */
  static OptionalLong bytes() {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()
        || !threads.isThreadAllocatedMemoryEnabled()) {
      return OptionalLong.empty();
    }
    long total = TOTAL.map(handle -> call(handle, threads)).orElse(-1L);
    if (total >= 0) {
      return OptionalLong.of(total);
    }
    long[] each = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return OptionalLong.of(Arrays.stream(each).filter(bytes -> bytes > 0).sum());
  }

  private static long call(MethodHandle handle, ThreadMXBean threads) {
    try {
      return (long) handle.invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("the virtual machine does not tell what it allocated", e);
    }
  }
}
