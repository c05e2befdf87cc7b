package dev.fedbench.core.fl.identity;

import java.util.Optional;
import java.util.OptionalInt;

/** The clients that a coordinator knows before the run. Immutable. */
public interface Enrolment {

  /** How many clients. */
  int size();

  /** The index of a client, if it is enrolled. */
  OptionalInt index(String clientId);

  /** The client's id. */
  String id(int index);

  /** The client's public key: 32 bytes, shared; empty where updates are not signed. */
  Optional<byte[]> publicKey(int index);

  /** The most examples that an update of this client may claim. */
  long maxExamples(int index);
}
