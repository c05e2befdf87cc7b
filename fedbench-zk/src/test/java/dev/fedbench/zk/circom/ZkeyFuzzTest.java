package dev.fedbench.zk.circom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.zk.groth16.KeyPair;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, there are keys or a refusal. A class of its own: a process can fuzz but one. */
class ZkeyFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(Product.bytes(Product.SNARKJS_KEY + Product.ZKEY), Square.zkey(), new byte[0]);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void the_reader_is_total(byte[] data) throws IOException {
    try {
      KeyPair keys = ZkeyReader.read(Source.of("fuzz", data), RANDOM);
      byte[] written = Product.written(out -> ZkeyWriter.write(keys, out));
      ZkeyReader.read(Source.of("written", written), RANDOM); // what it reads, it can write
    } catch (CircomFileException e) {
      // just that
    }
  }
}
