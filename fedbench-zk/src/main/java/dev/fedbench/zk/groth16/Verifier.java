package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.Pairing;
import dev.fedbench.zk.curve.PreparedG2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Verifies proofs under one key, of which it keeps what does not change. Thread-safe. */
public final class Verifier {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  /**
   * A key, made ready.
   *
   * @param ic affine points: the constant's, then one for each signal
   */
  record Prepared(G1 alpha, PreparedG2 beta, PreparedG2 gamma, PreparedG2 delta, long[] ic) {

    static Prepared of(VerificationKey key) {
      int width = Bn254.g1().affineWidth();
      long[] ic = new long[width * key.ic().size()];
      for (int i = 0; i < key.ic().size(); i++) {
        key.ic().get(i).write(ic, width * i);
      }
      return new Prepared(
          key.alpha(), key.beta().prepared(), key.gamma().prepared(), key.delta().prepared(), ic);
    }

    int publics() {
      return ic.length / Bn254.g1().affineWidth() - 1;
    }
  }

  /** Of keys with more signals there are no tables. */
  private static final int MOST_TABLES = 64;

  private final VerificationKey key;
  private final Prepared prepared;
  private final Pairing.Gt alphaBeta;

  /** Whether there was a verification: one alone is not worth a table. */
  private final AtomicBoolean used = new AtomicBoolean();

  private volatile Optional<SignalPoints> tables = Optional.empty();

  /** Prepares. */
  public Verifier(VerificationKey key) {
    this.key = key;
    prepared = Prepared.of(key);
    alphaBeta = new Pairing().product(List.of(key.alpha()), List.of(prepared.beta));
  }

  /** The key. */
  public VerificationKey key() {
    return key;
  }

  /**
   * Whether e(A, B) = e(alpha, beta) e(sum of the signals' points, gamma) e(C, delta). False, never
   * an exception, for signals that are too few, too many, negative or not below r, and for points
   * at infinity.
   */
  public boolean verify(List<BigInteger> publics, Proof proof) {
    if (!wellFormed(publics, proof)) {
      return false;
    }
    Pairing.Gt product =
        new Pairing()
            .product(
                List.of(proof.a(), signals(publics).negated(), proof.c().negated()),
                List.of(proof.b().prepared(), prepared.gamma, prepared.delta));
    return product.equals(alphaBeta);
  }

  /**
   * Whether all proofs are valid, each for the signals at its place, and there are as many of one
   * as of the other: a random combination of the equations, with one Miller loop a proof and one
   * final exponentiation for all. One that is not valid passes with a chance of 2^-128.
   *
   * @param random must be unpredictable
   */
  public boolean verifyAll(
      List<List<BigInteger>> publics, List<Proof> proofs, SecureRandom random) {
    if (publics.size() != proofs.size()) {
      return false;
    }
    for (int i = 0; i < proofs.size(); i++) {
      if (!wellFormed(publics.get(i), proofs.get(i))) {
        return false;
      }
    }
    return new Batch(prepared, publics, proofs, random).holds();
  }

  /**
   * The places of the proofs that are not valid: none are, most likely, which takes one test of all
   * as {@link #verifyAll}; else those that are not are sought by halves.
   *
   * @param publics as many as proofs
   * @param random must be unpredictable
   */
  public BitSet invalid(List<List<BigInteger>> publics, List<Proof> proofs, SecureRandom random) {
    if (publics.size() != proofs.size()) {
      throw new IllegalArgumentException(
          "%d lists of signals for %d proofs".formatted(publics.size(), proofs.size()));
    }
    BitSet invalid = new BitSet();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      if (wellFormed(publics.get(i), proofs.get(i))) {
        places.add(i);
      } else {
        invalid.set(i);
      }
    }
    if (places.size() == 1) {
      int only = places.get(0);
      invalid.set(only, !verify(publics.get(only), proofs.get(only)));
      return invalid;
    }
    List<List<BigInteger>> formed = places.stream().<List<BigInteger>>map(publics::get).toList();
    List<Proof> formedProofs = places.stream().map(proofs::get).toList();
    new Batch(prepared, formed, formedProofs, random)
        .invalid().stream().map(places::get).forEach(invalid::set);
    return invalid;
  }

  private boolean wellFormed(List<BigInteger> publics, Proof proof) {
    boolean fits = publics.size() == key.publics();
    for (BigInteger signal : publics) {
      fits &= signal.signum() >= 0 && signal.compareTo(FIELD.prime()) < 0;
    }
    return fits && !proof.a().isInfinity() && !proof.b().isInfinity() && !proof.c().isInfinity();
  }

  private G1 signals(List<BigInteger> publics) {
    if (key.publics() <= MOST_TABLES && used.getAndSet(true)) {
      if (tables.isEmpty()) {
        tables = Optional.of(new SignalPoints(key)); // if twice at once, the same
      }
      return tables.get().sum(publics);
    }
    long[] scalars = FIELD.array(publics.size() + 1);
    FIELD.one(scalars, 0);
    for (int i = 0; i < publics.size(); i++) {
      FIELD.set(scalars, W * (i + 1), publics.get(i));
    }
    return Batch.sum(prepared.ic, scalars);
  }
}
