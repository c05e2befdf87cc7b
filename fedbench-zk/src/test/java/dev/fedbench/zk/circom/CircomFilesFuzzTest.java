package dev.fedbench.zk.circom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, there is a circuit, a witness or a key, or a refusal. */
class CircomFilesFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WIRES = 9;

  static Stream<byte[]> r1cs() throws IOException {
    return Stream.of(
        Product.bytes(Product.R1CS),
        Product.written(out -> R1csFile.write(Square.system(), out)),
        new byte[0]);
  }

  static Stream<byte[]> wtns() throws IOException {
    return Stream.of(Product.bytes(Product.WTNS), Square.wtns(), new byte[0]);
  }

  static Stream<byte[]> zkeys() throws IOException {
    return Stream.of(Product.bytes(Product.SNARKJS_KEY + Product.ZKEY), Square.zkey(), new byte[0]);
  }

  @MethodSource("r1cs")
  @FuzzTest(maxDuration = "1m")
  void the_reader_of_constraint_systems_is_total(byte[] data) throws IOException {
    try {
      R1cs system = R1csFile.read(Source.of("fuzz", data));
      system.booleans();
      byte[] written = Product.written(out -> R1csFile.write(system, out));
      R1csFile.read(Source.of("written", written)); // what it reads, it can write
    } catch (CircomFileException e) {
      // just that
    }
  }

  @MethodSource("wtns")
  @FuzzTest(maxDuration = "1m")
  void the_reader_of_witnesses_is_total(byte[] data) throws IOException {
    try {
      long[] witness = WtnsFile.read(Source.of("fuzz", data), WIRES);
      byte[] written = Product.written(out -> WtnsFile.write(witness, out));
      WtnsFile.read(Source.of("written", written), WIRES);
    } catch (CircomFileException e) {
      // just that
    }
  }

  @MethodSource("zkeys")
  @FuzzTest(maxDuration = "1m")
  void the_reader_of_keys_is_total(byte[] data) throws IOException {
    try {
      KeyPair keys = ZkeyReader.read(Source.of("fuzz", data), RANDOM);
      byte[] written = Product.written(out -> ZkeyWriter.write(keys, out));
      ZkeyReader.read(Source.of("written", written), RANDOM);
    } catch (CircomFileException e) {
      // just that
    }
  }
}
