package dev.fedbench.zk.circom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of {@code src/test/circom/product.circom}, of 9 wires, 6 constraints and 2 public signals,
 * made with circom 2.2.3 and snarkjs 0.7.6: x = 11, y = 13, tag = 7. The keys are one of a ceremony
 * of theirs, and one of {@link CircomFiles#setup}, for which snarkjs made the proof, too.
 */
final class Product {

  static final String R1CS = "circuit.r1cs";
  static final String WTNS = "witness.wtns";
  static final String PUBLIC = "public.json";
  static final String SNARKJS_KEY = "snarkjs-key/";
  static final String OUR_KEY = "our-key/";
  static final String ZKEY = "key.zkey";
  static final String VKEY = "verification_key.json";
  static final String PROOF = "proof.json";

  private Product() {}

  static byte[] bytes(String name) {
    try (InputStream in = Product.class.getResourceAsStream("product/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static Source source(String name) {
    return Source.of(name, bytes(name));
  }

  /** A copy of its own in a directory. */
  static Path copy(String name, Path directory) throws IOException {
    Path file = directory.resolve(name.replace('/', '-'));
    return Files.write(file, bytes(name));
  }

  /** What a writer writes. */
  static byte[] written(AtomicOutput.Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }
}
