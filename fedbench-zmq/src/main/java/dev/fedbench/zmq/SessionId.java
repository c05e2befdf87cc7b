package dev.fedbench.zmq;

import java.security.SecureRandom;

/** 128 random bits: a client's session, which nobody can guess, or an instance of a server. */
record SessionId(long high, long low) {

  static SessionId random(SecureRandom random) {
    return new SessionId(random.nextLong(), random.nextLong());
  }

  /** A session's id is a secret: who knows it can take the session over. */
  @Override
  public String toString() {
    return "SessionId";
  }
}
