package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Submission;
import java.nio.FloatBuffer;
import java.util.Optional;

/** The costly checks of an update, which need no lock: form, values, examples, signature. Pure. */
final class UpdateCheck {

  private static final int CHUNK = 1024;

  private final byte[] runId;
  private final byte[] coordinatorId;
  private final Enrolment enrolment;
  private final GlobalModel model;

  UpdateCheck(byte[] runId, byte[] coordinatorId, Enrolment enrolment, GlobalModel model) {
    this.runId = runId;
    this.coordinatorId = coordinatorId;
    this.enrolment = enrolment;
    this.model = model;
  }

  /** The values of an update that passes all checks. */
  FloatBuffer check(Submission submission) throws RefusedException {
    int index = submission.member().index();
    examples(submission.examples(), enrolment.maxExamples(index));
    signature(submission, index);
    FloatBuffer values = model.values(submission.frame());
    finite(values);
    return values;
  }

  /** One client's evaluation must not outweigh the others' either. */
  void check(int index, Evaluated evaluated) throws RefusedException {
    if (evaluated.evaluation().isPresent()) {
      examples(evaluated.evaluation().get().examples(), enrolment.maxExamples(index));
    }
  }

  static void examples(long examples, long most) throws RefusedException {
    if (examples < 1) {
      throw new RefusedException(Cause.MALFORMED, "%d examples; expected at least 1", examples);
    }
    if (examples > most) {
      throw new RefusedException(
          Cause.TOO_MANY_EXAMPLES, "%d examples; enrolled for at most %d", examples, most);
    }
  }

  private void signature(Submission submission, int index) throws RefusedException {
    Optional<byte[]> key = enrolment.publicKey(index);
    if (key.isEmpty()) {
      return;
    }
    if (submission.signature().length == 0) {
      throw new RefusedException(Cause.UNSIGNED, "updates must be signed here");
    }
    byte[] message =
        SignedMessage.submission(
            runId,
            coordinatorId,
            submission.round(),
            submission.nonce(),
            submission.baseVersion(),
            enrolment.id(index),
            submission.examples(),
            submission.frame());
    if (!ClientKey.verify(key.get(), message, submission.signature())) {
      throw new RefusedException(Cause.BAD_SIGNATURE, "not this client's signature of this update");
    }
  }

  static void finite(FloatBuffer values) throws RefusedException {
    FloatBuffer in = values.duplicate();
    float[] chunk = new float[Math.min(CHUNK, in.remaining())];
    for (int start = 0; in.hasRemaining(); start += chunk.length) {
      int length = Math.min(chunk.length, in.remaining());
      in.get(chunk, 0, length);
      float zero = 0;
      for (int i = 0; i < length; i++) {
        zero += chunk[i] * 0f; // NaN if, and only if, the value is NaN or infinite
      }
      if (zero != 0) {
        throw new RefusedException(
            Cause.NOT_FINITE, "a value between %d and %d", start, start + length - 1);
      }
    }
  }
}
