package dev.fedbench.benchmarks;

import com.neilalexander.jnacl.crypto.xsalsa20poly1305;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Seals and opens 64 KiB, with whichever library is on the class path. */
final class CurveSealing {

  private static final int BYTES = 64 << 10;
  private static final int WARM_UPS = 500;
  private static final int TIMES = 600;

  private CurveSealing() {}

  public static void main(String[] args) {
    byte[] message = new byte[32 + BYTES];
    byte[] box = new byte[message.length];
    byte[] nonce = new byte[24];
    byte[] key = new byte[32];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    run(WARM_UPS, message, box, nonce, key);
    long begin = threads.getCurrentThreadCpuTime();
    run(TIMES, message, box, nonce, key);
    double micros = (threads.getCurrentThreadCpuTime() - begin) / 1e3;
    System.out.println("megabytes " + 2.0 * TIMES * BYTES / micros);
  }

  private static void run(int times, byte[] message, byte[] box, byte[] nonce, byte[] key) {
    for (int i = 0; i < times; i++) {
      message[32] = (byte) i;
      nonce[0] = (byte) i;
      int sealed = xsalsa20poly1305.crypto_secretbox(box, message, box.length, nonce, key);
      int opened = xsalsa20poly1305.crypto_secretbox_open(message, box, box.length, nonce, key);
      if (sealed != 0 || opened != 0 || message[32] != (byte) i) {
        throw new IllegalStateException("what was sealed does not open");
      }
    }
  }
}
