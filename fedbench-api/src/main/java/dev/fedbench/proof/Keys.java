package dev.fedbench.proof;

import java.io.IOException;
import java.io.OutputStream;

/** A circuit's keys. Immutable and thread-safe: all clients of a process share them. */
public interface Keys {

  /** Names the keys, by their public part; in hexadecimal. */
  String id();

  /** Whom they are for. */
  Circuit circuit();

  /** Proves with them. */
  ProofGenerator generator();

  /** Verifies with them. */
  ProofVerifier verifier();

  /** Writes both keys, for {@link ProofSystem#read}. */
  void write(OutputStream out) throws IOException;
}
