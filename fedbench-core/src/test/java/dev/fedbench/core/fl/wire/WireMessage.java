package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.result.RoundRow;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;

/** Every kind of message: how to make seeded instances, and how to read and write them. */
enum WireMessage {
  JOIN(
      random -> new Join(text(random, 40), bytes(random, random.nextInt(65))),
      Join::decode,
      message -> ((Join) message).encode()),
  MEMBER(WireMessage::member, Member::decode, message -> ((Member) message).encode()),
  TURN(
      random -> new Turn(u31(random), bytes(random, 16)),
      Turn::decode,
      message -> ((Turn) message).encode()),
  ACK(
      random -> new Ack(member(random), u63(random)),
      Ack::decode,
      message -> ((Ack) message).encode()),
  ABANDON(
      random -> new Abandon(member(random), u31(random)),
      Abandon::decode,
      message -> ((Abandon) message).encode()),
  EVALUATED(WireMessage::evaluated, Evaluated::decode, message -> ((Evaluated) message).encode()),
  RECEIPT(
      random -> new Receipt(random.nextBoolean(), u63(random), u63(random)),
      Receipt::decode,
      message -> ((Receipt) message).encode()),
  MODEL(
      random -> new Model(u63(random), frame(tensors(random))),
      Model::decode,
      message -> ((Model) message).encode()),
  INFO(WireMessage::info, Info::decode, message -> ((Info) message).encode()),
  SUBMISSION(WireMessage::submission, Submission::decode, message -> encode((Submission) message)),
  ANNOUNCEMENT(
      WireMessage::announcement,
      Announcement::decode,
      message -> ((Announcement) message).encode()),
  RUN_REPORT(WireMessage::report, RunReport::decode, message -> ((RunReport) message).encode()),
  TENSOR_FRAME(WireMessage::tensors, TensorFrame::read, message -> frame((Tensors) message)),
  KEY_REQUEST(
      random -> new KeyRequest(text(random, 40)),
      KeyRequest::decode,
      message -> ((KeyRequest) message).encode()),
  PROVEN_FRAME(
      WireMessage::proven,
      body -> ProvenFrame.decode(body, 2),
      message -> encode((ProvenFrame) message));

  interface Parser {
    Object parse(ByteBuffer body) throws MalformedMessageException;
  }

  private final Function<Random, Object> sampler;
  private final Parser parser;
  private final Function<Object, ByteBuffer> writer;

  WireMessage(
      Function<Random, Object> sampler, Parser parser, Function<Object, ByteBuffer> writer) {
    this.sampler = sampler;
    this.parser = parser;
    this.writer = writer;
  }

  Object sample(long seed) {
    return sampler.apply(new Random(seed));
  }

  Object parse(byte[] body) throws MalformedMessageException {
    return parse(ByteBuffer.wrap(body));
  }

  Object parse(ByteBuffer body) throws MalformedMessageException {
    return parser.parse(body);
  }

  byte[] write(Object message) {
    ByteBuffer out = writer.apply(message);
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  static ByteBuffer frame(Tensors tensors) {
    byte[] header = TensorFrame.header(tensors.layout());
    ByteBuffer out = ByteBuffer.allocate(TensorFrame.size(header, tensors.layout()));
    TensorFrame.write(out, header, tensors);
    return out.flip();
  }

  static Tensors tensors(Random random) {
    TensorLayout layout = layout(random);
    float[] values = new float[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt()); // NaNs and infinities, too
    }
    return new Tensors(layout, values);
  }

  /** No tensors, scalars, all ranks, names of one to four bytes a character. */
  private static TensorLayout layout(Random random) {
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      List<Integer> shape = new ArrayList<>();
      for (int d = random.nextInt(TensorSpec.MAX_RANK + 1); d > 0; d--) {
        shape.add(1 + random.nextInt(3));
      }
      specs.add(new TensorSpec(i + text(random, 20), shape));
    }
    return new TensorLayout(specs);
  }

  private static Member member(Random random) {
    return new Member(u31(random), random.nextLong());
  }

  private static Evaluated evaluated(Random random) {
    Optional<Evaluation> evaluation =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Evaluation(random.nextGaussian(), share(random), 1 + random.nextInt(1_000)));
    return new Evaluated(member(random), u63(random), evaluation);
  }

  private static Info info(Random random) {
    return new Info(
        bytes(random, 16),
        bytes(random, 16),
        random.nextBoolean(),
        u31(random),
        u31(random),
        random.nextBoolean(),
        Duration.ofMillis(random.nextInt(1_000_000)),
        random.nextBoolean(),
        random.nextBoolean() ? Optional.of(terms(random)) : Optional.empty());
  }

  private static ProofTerms terms(Random random) {
    CircuitSpec spec =
        new CircuitSpec(
            ProofKind.values()[random.nextInt(2)],
            1 + random.nextInt(1_000_000),
            2 + random.nextInt(31));
    Bounds bounds = new Bounds(new BigInteger(random.nextInt(100), random), random.nextInt(10));
    return new ProofTerms(
        "groth16", spec, 1 + random.nextInt(1 << 30), bounds, "secure-11-16", "0a1b2c");
  }

  /** Its frame may be anything: who knows the layout looks at it. */
  private static ProvenFrame proven(Random random) {
    List<byte[]> parts =
        List.of(bytes(random, random.nextInt(20)), bytes(random, random.nextInt(20)));
    return new ProvenFrame(
        bytes(random, 32),
        random.nextInt(256),
        u63(random),
        new Proof(parts),
        ByteBuffer.wrap(bytes(random, random.nextInt(20))));
  }

  /** By hand: what a client writes has values of the bits that it says. */
  private static ByteBuffer encode(ProvenFrame proven) {
    int size = 4 + 32 + 1 + 8 + 4 + 4 * proven.proof().parts().size() + proven.proof().size();
    ByteBuffer out = ByteBuffer.allocate(size + proven.frame().remaining());
    out.put("FBP1".getBytes(StandardCharsets.US_ASCII)).put(proven.salt());
    out.put((byte) proven.bits()).putLong(proven.scale());
    out.putInt(proven.proof().parts().size());
    proven.proof().parts().forEach(part -> out.putInt(part.length).put(part));
    return out.put(proven.frame().duplicate()).flip();
  }

  private static Submission submission(Random random) {
    return new Submission(
        member(random),
        u31(random),
        bytes(random, 16),
        u63(random),
        u63(random),
        random.nextBoolean() ? bytes(random, 64) : new byte[0],
        frame(tensors(random)));
  }

  private static ByteBuffer encode(Submission submission) {
    Tensors delta;
    try {
      delta = TensorFrame.read(submission.frame());
    } catch (MalformedMessageException e) {
      throw new AssertionError("only samples are written", e);
    }
    return Submission.encode(
        submission.member(),
        submission.round(),
        submission.nonce(),
        submission.baseVersion(),
        submission.examples(),
        TensorFrame.payload(TensorFrame.header(delta.layout()), delta),
        submission.signature().length,
        frame -> submission.signature());
  }

  private static Announcement announcement(Random random) {
    BitSet selected = BitSet.valueOf(bytes(random, random.nextInt(9)));
    return new Announcement(
        Announcement.Kind.values()[random.nextInt(4)],
        u31(random),
        bytes(random, 16),
        u63(random),
        random.nextBoolean() ? Selection.ALL : Selection.of(selected),
        random.nextBoolean() ? Optional.empty() : Optional.of(frame(tensors(random))),
        text(random, 60));
  }

  private static final List<String> METRICS =
      List.of("federated.join_time", "model.update", "round.duration");

  private static RunReport report(Random random) {
    List<RoundRow> rounds = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      rounds.add(round(random));
    }
    Map<String, Long> rejections = new LinkedHashMap<>();
    Map<String, double[]> samples = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      rejections.put(Cause.values()[i].name(), u63(random));
      samples.put(METRICS.get(i - 1), random.doubles(random.nextInt(5)).toArray());
    }
    return new RunReport(rounds, rejections, samples, u63(random), u63(random));
  }

  private static RoundRow round(Random random) {
    return new RoundRow(
        u31(random),
        u63(random),
        u31(random),
        u31(random),
        u31(random),
        random.nextBoolean(),
        random.nextDouble(),
        random.nextDouble(),
        share(random),
        share(random),
        u63(random),
        u63(random),
        u63(random));
  }

  private static OptionalDouble share(Random random) {
    return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble());
  }

  private static int u31(Random random) {
    return random.nextInt() & Integer.MAX_VALUE;
  }

  private static long u63(Random random) {
    return random.nextLong() & Long.MAX_VALUE;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    int[] characters = {'a', 'Z', '7', '-', 'é', '→', 0x1F600};
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
