package dev.fedbench.zk.msm;

import dev.fedbench.zk.columns.ColumnArithmetic;
import dev.fedbench.zk.columns.ColumnField;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Whether many elements at a time are faster here than one by one: measured once, when first asked,
 * if there is a service at all.
 */
public final class FastColumns {

  private static final PrimeField FIELD = PrimeField.BASE;
  private static final int W = FIELD.width();
  private static final int COUNT = 256;

  /** As long as compilers may take: until they are done, vectors are objects. */
  private static final long MOST_NANOS = 4_000_000_000L;

  /** When nothing more is waited for. */
  private static final double WANTED_GAIN = 1.6;

  private static final int ROUNDS = 50;

  private record Choice(Optional<ColumnArithmetic> arithmetic, String reason) {}

  /** Made when first used. */
  private static final class Chosen {
    static final Choice CHOICE = choose();
  }

  private FastColumns() {}

  /** Says what does the work, and why: a line for reports. */
  public static String description() {
    return Chosen.CHOICE.reason;
  }

  static Optional<ColumnAdder> of(Curve curve, int pairs) {
    if (curve.field() != FIELD) {
      return Optional.empty();
    }
    return Chosen.CHOICE.arithmetic.map(
        arithmetic -> new ColumnAdder(FIELD.columns(arithmetic, pairs), pairs));
  }

  private static Choice choose() {
    try {
      Iterator<ColumnArithmetic> all =
          ServiceLoader.load(ColumnArithmetic.class, FastColumns.class.getClassLoader()).iterator();
      return all.hasNext()
          ? measure(all.next())
          : new Choice(Optional.empty(), "scalar: fedbench-zk-vector is not there");
    } catch (ServiceConfigurationError | LinkageError e) {
      // Without --add-modules jdk.incubator.vector its classes are not there: on 17 the loader
      // says so itself, on 25 the virtual machine does.
      return new Choice(Optional.empty(), "scalar: fedbench-zk-vector cannot be used: " + e);
    }
  }

  private static Choice measure(ColumnArithmetic arithmetic) {
    ColumnField columns = FIELD.columns(arithmetic, COUNT);
    long[] x = FIELD.array(COUNT);
    for (int i = 0; i < COUNT; i++) {
      FIELD.set(x, W * i, i + 2L);
    }
    long[] z = x.clone();
    long[] sliced = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      sliced[i % W * COUNT + i / W] = x[i];
    }
    long[] slicedZ = sliced.clone();
    double slow = settled(() -> multiply(z, x), 0);
    double fast =
        settled(() -> columns.mul(slicedZ, 0, slicedZ, 0, sliced, 0, COUNT), slow / WANTED_GAIN);
    String figures =
        "%s, %.1f ns a product; one by one %.1f ns".formatted(arithmetic.name(), fast, slow);
    return fast < slow
        ? new Choice(Optional.of(arithmetic), figures)
        : new Choice(Optional.empty(), "scalar: faster than " + figures);
  }

  private static void multiply(long[] z, long[] x) {
    for (int i = 0; i < x.length; i += W) {
      FIELD.mul(z, i, z, i, x, i);
    }
  }

  /** Of a product, in rounds until it takes so little, or for as long as compilers may take. */
  private static double settled(Runnable products, double enough) {
    long start = System.nanoTime();
    double least = Double.MAX_VALUE;
    long most = enough > 0 ? MOST_NANOS : MOST_NANOS / 10;
    while (least > enough && System.nanoTime() - start < most) {
      least = Math.min(least, nanos(products));
    }
    return least;
  }

  private static double nanos(Runnable products) {
    long before = cpu();
    for (int round = 0; round < ROUNDS; round++) {
      products.run();
    }
    return (cpu() - before) / (double) ROUNDS / COUNT;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
