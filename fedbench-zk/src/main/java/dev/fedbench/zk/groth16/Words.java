package dev.fedbench.zk.groth16;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Numbers of up to 256 bits as 32 bytes, big-endian. */
final class Words {

  static final int BYTES = 32;

  private Words() {}

  static byte[] encode(List<BigInteger> numbers) {
    byte[] bytes = new byte[BYTES * numbers.size()];
    for (int i = 0; i < numbers.size(); i++) {
      byte[] number = numbers.get(i).toByteArray();
      int length = Math.min(number.length, BYTES); // a sign byte of 0 may come first
      System.arraycopy(number, number.length - length, bytes, BYTES * (i + 1) - length, length);
    }
    return bytes;
  }

  static List<BigInteger> decode(byte[] bytes) {
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 0; i + BYTES <= bytes.length; i += BYTES) {
      numbers.add(new BigInteger(1, bytes, i, BYTES));
    }
    return numbers;
  }
}
