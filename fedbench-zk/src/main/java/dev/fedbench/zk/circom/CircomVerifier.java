package dev.fedbench.zk.circom;

import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.groth16.Verifier;
import dev.fedbench.zk.snarkjs.SnarkjsFormatException;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Verifies proofs in their binary form: eight coordinates of 32 bytes, big-endian, of the second
 * point the imaginary parts first. Immutable and thread-safe.
 */
public final class CircomVerifier {

  private final Verifier verifier;

  CircomVerifier(VerificationKey key) {
    verifier = new Verifier(key);
  }

  /**
   * With a {@code verification_key.json}.
   *
   * @param name what messages call it
   * @throws CircomFileException if it is none
   */
  public static CircomVerifier of(String name, String json) throws CircomFileException {
    try {
      return new CircomVerifier(SnarkjsJson.readVerificationKey(json));
    } catch (SnarkjsFormatException e) {
      throw CircomFileException.of(name, e.getMessage(), e);
    }
  }

  /** How many public signals there are. */
  public int publics() {
    return verifier.key().publics();
  }

  /** Names the key: SHA-256 of its points, in hexadecimal. */
  public String keyId() {
    return verifier.key().id();
  }

  /** {@code verification_key.json}. */
  public String keyJson() {
    return SnarkjsJson.write(verifier.key());
  }

  /** Whether it is a proof of these signals; false, never an exception, for whatever is none. */
  public boolean verify(List<BigInteger> signals, byte[] proof) {
    return Proof.decode(proof).filter(read -> verifier.verify(signals, read)).isPresent();
  }

  /**
   * The places of those that are not valid; they are verified together, and looked for only if that
   * fails. One that is not valid is missing with a chance of 2^-128.
   *
   * @param signals a list for each proof
   * @param random must be unpredictable
   */
  public BitSet invalid(List<List<BigInteger>> signals, List<byte[]> proofs, SecureRandom random) {
    BitSet invalid = new BitSet();
    List<Integer> places = new ArrayList<>();
    List<Proof> decoded = new ArrayList<>();
    List<Optional<Proof>> all = Proof.decodeAll(proofs);
    for (int i = 0; i < all.size(); i++) {
      invalid.set(i, all.get(i).isEmpty());
      if (all.get(i).isPresent()) {
        decoded.add(all.get(i).get());
        places.add(i);
      }
    }
    List<List<BigInteger>> theirs = places.stream().<List<BigInteger>>map(signals::get).toList();
    verifier.invalid(theirs, decoded, random).stream().map(places::get).forEach(invalid::set);
    return invalid;
  }
}
