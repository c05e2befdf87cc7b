package dev.fedbench.circom;

import static dev.fedbench.circom.WasmBuilder.ABOVE;
import static dev.fedbench.circom.WasmBuilder.ADD;
import static dev.fedbench.circom.WasmBuilder.AND;
import static dev.fedbench.circom.WasmBuilder.EQUAL;
import static dev.fedbench.circom.WasmBuilder.MUL;
import static dev.fedbench.circom.WasmBuilder.OR;
import static dev.fedbench.circom.WasmBuilder.SELECT;
import static dev.fedbench.circom.WasmBuilder.SHL;
import static dev.fedbench.circom.WasmBuilder.SHR;
import static dev.fedbench.circom.WasmBuilder.call;
import static dev.fedbench.circom.WasmBuilder.constant;
import static dev.fedbench.circom.WasmBuilder.join;
import static dev.fedbench.circom.WasmBuilder.load;
import static dev.fedbench.circom.WasmBuilder.loadByte;
import static dev.fedbench.circom.WasmBuilder.local;
import static dev.fedbench.circom.WasmBuilder.store;
import static dev.fedbench.circom.WasmBuilder.when;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A witness calculator of the circuit {@code product.circom} of fedbench-zk's tests, written here
 * by hand for numbers below 2^32: circom's own would bring circom's runtime, which is not ours to
 * ship. It is called as circom 2's are; what it gives is compared with what snarkjs gave for
 * circom's.
 */
final class ProductProgram {

  static final int SHARED = 1024;
  private static final int WIRES = 2048;
  private static final int COUNT = 512;
  private static final int NEXT_CHAR = 516;
  private static final int MESSAGE = 4096;
  private static final int PRODUCT = 1;
  private static final int TAG = 2;
  private static final int X = 3;
  private static final int Y = 4;
  private static final int BITS = 5;

  static final BigInteger PRIME =
      new BigInteger(
          "21888242871839275222246405745257275088548364400416034343698204186575808495617");

  static final Path FILES =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../fedbench-zk/src/test/resources/dev/fedbench/zk/circom/product");

  private ProductProgram() {}

  static byte[] file(String name) throws IOException {
    return Files.readAllBytes(FILES.resolve(name));
  }

  static Map<String, List<BigInteger>> inputs(long x, long y, long tag) {
    return Map.of(
        "x", List.of(BigInteger.valueOf(x)),
        "y", List.of(BigInteger.valueOf(y)),
        "tag", List.of(BigInteger.valueOf(tag)));
  }

  private static byte[] at(int address, byte[] value) {
    return join(constant(address), value, store(0));
  }

  private static byte[] wire(int number) {
    return join(constant(WIRES + 32 * number), load(0));
  }

  private static byte[] isSignal(String name) {
    return join(local(1), constant((int) Calculation.hash(name)), EQUAL);
  }

  private static byte[] set(String name, int wire) {
    return join(isSignal(name), when(at(WIRES + 32 * wire, join(constant(SHARED), load(0)))));
  }

  static WasmBuilder builder() {
    return builder(PRIME);
  }

  static WasmBuilder builder(BigInteger prime) {
    WasmBuilder wasm = new WasmBuilder();
    int failed = wasm.imported("runtime", "exceptionHandler", 1);
    int message = wasm.imported("runtime", "printErrorMessage", 0);
    wasm.imported("runtime", "writeBufferMessage", 0);
    wasm.imported("runtime", "showSharedRWMemory", 0);
    wasm.data(MESSAGE, "x has more than 4 bits");
    wasm.function("getSharedRWMemoryStart", 0, 1, constant(SHARED));
    wasm.function("getFieldNumLen32", 0, 1, constant(8));
    byte[] words = {};
    for (int i = 0; i < 8; i++) {
      words = join(words, at(SHARED + 4 * i, constant(prime.shiftRight(32 * i).intValue())));
    }
    wasm.function("getRawPrime", 0, 0, words);
    wasm.function("getWitnessSize", 0, 1, constant(9));
    wasm.function("getInputSize", 0, 1, constant(3));
    byte[] copied = {};
    for (int i = 0; i < 8; i++) {
      copied =
          join(copied, at(SHARED + 4 * i, join(local(0), constant(5), SHL, load(WIRES + 4 * i))));
    }
    wasm.function("getWitness", 1, 0, copied);
    wasm.function(
        "getInputSignalSize",
        2,
        1,
        constant(1),
        constant(-1),
        isSignal("x"),
        isSignal("y"),
        OR,
        isSignal("tag"),
        OR,
        SELECT);
    wasm.function(
        "getMessageChar",
        0,
        1,
        at(NEXT_CHAR, join(constant(NEXT_CHAR), load(0), constant(1), ADD)),
        constant(NEXT_CHAR),
        load(0),
        loadByte(MESSAGE - 1));
    wasm.function("init", 1, 0, at(COUNT, constant(0)), at(WIRES, constant(1)));
    byte[] bits = {};
    for (int i = 0; i < 4; i++) {
      bits =
          join(
              bits, at(WIRES + 32 * (BITS + i), join(wire(X), constant(i), SHR, constant(1), AND)));
    }
    int compute =
        wasm.function(
            "",
            0,
            0,
            join(wire(X), constant(15), ABOVE),
            when(call(message), constant(4), call(failed)),
            bits,
            at(WIRES + 32 * PRODUCT, join(wire(X), wire(Y), MUL)));
    wasm.function(
        "setInputSignal",
        3,
        0,
        set("x", X),
        set("y", Y),
        set("tag", TAG),
        at(COUNT, join(constant(COUNT), load(0), constant(1), ADD)),
        join(constant(COUNT), load(0), constant(3), EQUAL),
        when(call(compute)));
    return wasm;
  }
}
