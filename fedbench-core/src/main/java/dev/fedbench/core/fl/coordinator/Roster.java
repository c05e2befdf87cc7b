package dev.fedbench.core.fl.coordinator;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Member;
import java.security.SecureRandom;
import java.util.BitSet;

/**
 * Who takes part: enrolled clients, those that joined, those that are lost. Guarded by the
 * coordinator's lock, but for {@link #member} and {@link #authenticate}.
 */
final class Roster {

  private final Enrolment enrolment;
  private final HashFunction tokens;
  private final BitSet joined = new BitSet();
  private final BitSet lost = new BitSet();
  private int joinedCount;

  /** The last round, or pass, of each client whose update was accepted. */
  private final int[] lastAccepted;

  Roster(Enrolment enrolment) {
    this.enrolment = enrolment;
    lastAccepted = new int[enrolment.size()];
    SecureRandom random = new SecureRandom();
    // SipHash is a keyed hash made to be unforgeable: a token needs no memory.
    tokens = Hashing.sipHash24(random.nextLong(), random.nextLong());
  }

  Enrolment enrolment() {
    return enrolment;
  }

  /** What a client of that index proves itself with, once it has joined. */
  Member member(int index) {
    return new Member(index, tokens.hashInt(index).asLong());
  }

  /** The index of a caller whose token is right. */
  int authenticate(Member member) throws RefusedException {
    int index = member.index();
    if (index >= enrolment.size()) {
      throw new RefusedException(Cause.UNKNOWN_CLIENT, "no client has index %d", index);
    }
    if (member.token() != member(index).token()) {
      throw new RefusedException(Cause.NOT_JOINED, "client %d: wrong token; join first", index);
    }
    return index;
  }

  /** Whether the client had not joined before. */
  boolean join(int index) {
    boolean isNew = !joined.get(index);
    if (isNew) {
      joined.set(index);
      joinedCount++;
    }
    lost.clear(index);
    return isNew;
  }

  int joinedCount() {
    return joinedCount;
  }

  /** Whether every enrolled client has joined. */
  boolean complete() {
    return joinedCount == enrolment.size();
  }

  /** The client gave a sign of life. */
  void heard(int index) {
    lost.clear(index);
  }

  /** These did not answer in time: nobody waits for them until they give a sign of life. */
  void lose(BitSet silent) {
    lost.or(silent);
  }

  /** Clients that joined and are not lost: a copy. */
  BitSet present() {
    BitSet present = (BitSet) joined.clone();
    present.andNot(lost);
    return present;
  }

  int lastAccepted(int index) {
    return lastAccepted[index];
  }

  void accept(int index, int round) {
    lastAccepted[index] = round;
  }
}
