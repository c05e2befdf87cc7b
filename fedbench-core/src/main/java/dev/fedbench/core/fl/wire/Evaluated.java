package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.Evaluation;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A client has evaluated a model, or has nothing to evaluate with.
 *
 * @param member who
 * @param modelVersion which model
 * @param evaluation what came of it
 */
public record Evaluated(Member member, long modelVersion, Optional<Evaluation> evaluation) {

  /** The same answer with nothing to say. */
  public Evaluated withoutEvaluation() {
    return new Evaluated(member, modelVersion, Optional.empty());
  }

  public ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(Member.SIZE + 8 + 1 + 8 + 1 + 8 + 8);
    member.write(out);
    out.putLong(modelVersion).put((byte) (evaluation.isPresent() ? 1 : 0));
    evaluation.ifPresent(
        e ->
            out.putDouble(e.loss())
                .put((byte) (e.accuracy().isPresent() ? 1 : 0))
                .putDouble(e.accuracy().orElse(0))
                .putLong(e.examples()));
    return out.flip();
  }

  public static Evaluated decode(ByteBuffer body) throws MalformedMessageException {
    return Reader.total(
        () -> {
          Reader in = new Reader(body);
          Member member = Member.read(in);
          long version = in.u63("model version");
          Optional<Evaluation> evaluation =
              in.flag("evaluation") ? Optional.of(evaluation(in)) : Optional.empty();
          in.end();
          return new Evaluated(member, version, evaluation);
        });
  }

  private static Evaluation evaluation(Reader in) throws MalformedMessageException {
    double loss = in.f64("loss");
    boolean hasAccuracy = in.flag("accuracy");
    double accuracy = in.f64("accuracy");
    long examples = in.u63("examples");
    return new Evaluation(
        loss, hasAccuracy ? OptionalDouble.of(accuracy) : OptionalDouble.empty(), examples);
  }
}
