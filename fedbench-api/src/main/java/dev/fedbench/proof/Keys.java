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

  /** The public part as JSON, in the form that other tools of this proof system read. */
  String verificationKeyJson();

  /** Writes both keys, for {@link ProofSystem#read}. */
  void write(OutputStream out) throws IOException;
}
