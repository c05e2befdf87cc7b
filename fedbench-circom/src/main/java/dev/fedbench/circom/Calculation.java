package dev.fedbench.circom;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One witness in the making: the calls that circom 2's programs expect, in their order. */
final class Calculation implements Wasm.Host {

  /** r, the order of BN254, which is circom's bn128. */
  private static final BigInteger PRIME =
      new BigInteger(
          "21888242871839275222246405745257275088548364400416034343698204186575808495617");

  private static final int HIGH_BYTE = PRIME.shiftRight(8 * (Witness.BYTES - 1)).intValue();
  private static final int WORDS = Witness.BYTES / Integer.BYTES;
  private static final int MOST_MESSAGE = 2_000;

  /** As many as an array of their bytes holds. */
  private static final int MOST_WIRES = (1 << 26) - 1;

  private static final String[] REASONS = {
    "for a reason of its own",
    "a signal was not found",
    "too many signals were set",
    "a signal was set twice",
    "an assertion failed",
    "out of memory",
    "an array of signals was accessed beyond its size"
  };

  /** The program gave up. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String reason) {
      super(reason);
    }
  }

  private final Wasm.Run run;
  private final StringBuilder message = new StringBuilder();

  /** Where numbers are handed over. */
  private int shared;

  Calculation(Wasm wasm) {
    run = wasm.start(this);
  }

  /** The values of all wires, 32 bytes each. */
  byte[] values(Map<String, List<BigInteger>> inputs) throws WitnessException {
    try {
      shared = run.call("getSharedRWMemoryStart");
      checkField();
      run.call("init", 1);
      setInputs(inputs);
      return readValues();
    } catch (Failed e) {
      throw new WitnessException(
          "the circuit refuses these inputs: %s%s"
              .formatted(e.getMessage(), message.isEmpty() ? "" : " (" + told() + ")"),
          e);
    }
  }

  private String told() {
    return message.toString().strip().replaceAll("\\s*\\n\\s*", "; ");
  }

  private void checkField() throws WitnessException {
    int words = run.call("getFieldNumLen32");
    run.call("getRawPrime");
    if (words != WORDS || !shared().equals(PRIME)) {
      throw new WitnessException(
          "the circuit was compiled for another field than bn128's (circom --prime bn128)");
    }
  }

  /** The number in the memory that the program shares. */
  private BigInteger shared() {
    byte[] bytes = run.read(shared, Witness.BYTES);
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return new BigInteger(1, bytes);
  }

  private void setInputs(Map<String, List<BigInteger>> inputs) throws WitnessException {
    long count = 0;
    for (Map.Entry<String, List<BigInteger>> input : inputs.entrySet()) {
      count += setInput(input.getKey(), input.getValue());
    }
    int expected = run.call("getInputSize");
    if (count < expected) {
      throw new WitnessException(
          "not all inputs are set: %d values; the circuit has %d".formatted(count, expected));
    }
  }

  private int setInput(String name, List<BigInteger> values) throws WitnessException {
    long hash = hash(name);
    int high = (int) (hash >>> 32);
    int low = (int) hash;
    int size = run.call("getInputSignalSize", high, low);
    if (size < 0) {
      throw new WitnessException("the circuit has no input '%.200s'".formatted(name));
    }
    if (size != values.size()) {
      throw new WitnessException(
          "input '%.200s': %d values; expected %d".formatted(name, values.size(), size));
    }
    for (int i = 0; i < size; i++) {
      run.write(shared, bytes(name, i, values.get(i)));
      run.call("setInputSignal", high, low, i);
    }
    return size;
  }

  private static byte[] bytes(String name, int index, BigInteger value) throws WitnessException {
    if (value.signum() < 0 || value.compareTo(PRIME) >= 0) {
      throw new WitnessException(
          "input '%.200s', value %d: expected a number from 0 to r - 1".formatted(name, index));
    }
    byte[] bytes = new byte[Witness.BYTES];
    byte[] number = value.toByteArray();
    for (int i = 0; i < number.length && i < bytes.length; i++) {
      bytes[i] = number[number.length - 1 - i];
    }
    return bytes;
  }

  /** FNV-1a, of 64 bits, over UTF-16 units: what circom's programs know signals by. */
  static long hash(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  private byte[] readValues() throws WitnessException {
    int wires = run.call("getWitnessSize");
    if (wires < 1 || wires > MOST_WIRES) {
      throw new WitnessException("a witness of %d values".formatted(wires));
    }
    byte[] values = new byte[Witness.BYTES];
    for (int wire = 0; wire < wires; wire++) {
      run.call("getWitness", wire);
      int at = Witness.BYTES * wire;
      if (at == values.length) { // no more than has been computed
        values = Arrays.copyOf(values, Math.min(2 * at, Witness.BYTES * wires));
      }
      System.arraycopy(value(wire), 0, values, at, Witness.BYTES);
    }
    return values;
  }

  private byte[] value(int wire) throws WitnessException {
    byte[] value = run.read(shared, Witness.BYTES);
    // Most are small: only a high byte at least as high as r's calls for a closer look.
    boolean large = Byte.toUnsignedInt(value[Witness.BYTES - 1]) >= HIGH_BYTE;
    if (large && shared().compareTo(PRIME) >= 0) {
      throw new WitnessException("value %d of the witness is not below r".formatted(wire));
    }
    return value;
  }

  @Override
  public void failed(int code) {
    throw new Failed(
        code > 0 && code < REASONS.length ? REASONS[code] : REASONS[0] + ", number " + code);
  }

  @Override
  public void message(Wasm.Run teller) {
    int next = teller.call("getMessageChar");
    while (next != 0) {
      if (message.length() < MOST_MESSAGE) {
        message.append(next >= ' ' && next < 127 || next == '\n' ? (char) next : '?');
      }
      next = teller.call("getMessageChar");
    }
    if (message.length() < MOST_MESSAGE) {
      message.append('\n');
    }
  }
}
