package dev.fedbench.zmq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The messages, see {@code docs/zmq.md}: a head of fixed size, names, and a body that follows in
 * the same frame or is the next. Parsers are total: whatever is no message is empty.
 */
final class Frames {

  static final byte VERSION = 1;

  /** What a head can be at most: a call with the longest names. */
  static final int MAX_HEAD = 24 + 100 + 3 * 200;

  /** Bodies up to here are copied behind their heads; larger ones are frames of their own. */
  static final int SMALL = 8 << 10;

  private static final int MAX_TEXT = 300;

  private static final int AGAIN = 1;
  private static final int APART = 2;
  private static final int SINCE = 4;

  private Frames() {}

  /**
   * The first message of a client.
   *
   * @param greeting counts the greetings of a session: of two connections the later one holds,
   *     whichever the server hears first
   * @param maxResponseBytes it takes no larger answers and publications
   */
  record Hello(short greeting, int maxResponseBytes, SessionId session, String name) {}

  /**
   * The answer to the first.
   *
   * @param resumed whether the server knows the session and what was under way
   * @param instance which server this is; another one after a restart
   */
  record Welcome(boolean resumed, int maxRequestBytes, int window, SessionId instance) {}

  /**
   * A call.
   *
   * @param again whether it may have been sent before
   * @param ack the number of the last answer that has arrived over this connection; 0 for none
   * @param timeoutMillis for the case that the client does not come back
   */
  record Call(
      boolean again,
      int ack,
      int timeoutMillis,
      long id,
      String method,
      String orderKey,
      ByteBuffer body) {}

  /** A call is given up. */
  record Cancel(boolean again, long id, String method) {}

  /**
   * A subscription.
   *
   * @param last what has been seen
   */
  record Subscribe(int id, OptionalLong last, String topic) {}

  /**
   * An answer to a call.
   *
   * @param number counts the answers of a connection, from 1
   */
  record Answer(byte kind, int number, long id, ByteBuffer body) {}

  /** A version for a subscription. */
  record Publication(int subscription, long version, ByteBuffer body) {}

  /** A subscription is over; the text is empty if the client wanted that. */
  record Ended(int subscription, boolean tooLarge, String text) {}

  static byte[] hello(Hello hello) {
    byte[] name = hello.name().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(name.length, MAX_TEXT);
    return ByteBuffer.allocate(24 + length)
        .put(Kind.HELLO)
        .put(VERSION)
        .putShort(hello.greeting())
        .putInt(hello.maxResponseBytes())
        .putLong(hello.session().high())
        .putLong(hello.session().low())
        .put(name, 0, length)
        .array();
  }

  static Optional<Hello> readHello(ByteBuffer in) {
    if (in.remaining() < 24 || in.remaining() > 24 + MAX_TEXT || in.get(1) != VERSION) {
      return Optional.empty();
    }
    int max = in.getInt(4);
    return max < 1
        ? Optional.empty()
        : Optional.of(
            new Hello(
                in.getShort(2), max, new SessionId(in.getLong(8), in.getLong(16)), text(in, 24)));
  }

  static byte[] welcome(Welcome welcome) {
    return ByteBuffer.allocate(28)
        .put(Kind.WELCOME)
        .put(VERSION)
        .putShort((short) (welcome.resumed() ? 1 : 0))
        .putInt(welcome.maxRequestBytes())
        .putInt(welcome.window())
        .putLong(welcome.instance().high())
        .putLong(welcome.instance().low())
        .array();
  }

  static Optional<Welcome> readWelcome(ByteBuffer in) {
    if (in.remaining() != 28 || in.get(1) != VERSION) {
      return Optional.empty();
    }
    int max = in.getInt(4);
    int window = in.getInt(8);
    return max < 1 || window < 1
        ? Optional.empty()
        : Optional.of(
            new Welcome(
                in.getShort(2) == 1, max, window, new SessionId(in.getLong(12), in.getLong(20))));
  }

  /** A call's head, with room for a small body behind it. */
  static ByteBuffer call(Call call) {
    byte[] key =
        call.orderKey().isEmpty() ? NONE : call.orderKey().getBytes(StandardCharsets.UTF_8);
    String method = call.method();
    int body = call.body().remaining();
    int head = 24 + method.length() + key.length;
    ByteBuffer out = ByteBuffer.allocate(body > SMALL ? head : head + body);
    out.put(Kind.CALL)
        .put((byte) ((call.again() ? AGAIN : 0) | (body > SMALL ? APART : 0)))
        .put((byte) method.length())
        .put((byte) 0)
        .putShort((short) key.length)
        .putShort((short) 0)
        .putInt(call.ack())
        .putInt(call.timeoutMillis())
        .putLong(call.id());
    ascii(method, out);
    out.put(key);
    return body > SMALL ? out.flip() : out.put(call.body().duplicate()).flip();
  }

  /**
   * Reads a call.
   *
   * @param next the frame after the first, if there is one
   */
  static Optional<Call> readCall(ByteBuffer in, Optional<ByteBuffer> next, Names names) {
    if (in.remaining() < 24 || next.isPresent() != ((in.get(1) & APART) != 0)) {
      return Optional.empty();
    }
    int methodLength = in.get(2) & 0xff;
    int keyLength = in.getShort(4) & 0xffff;
    int head = 24 + methodLength + keyLength;
    if (head > in.remaining() || next.isPresent() && head != in.remaining()) {
      return Optional.empty();
    }
    Optional<String> method = names.read(in, 24, methodLength);
    Optional<String> key = key(in, 24 + methodLength, keyLength);
    if (method.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer body = next.isPresent() ? next.get() : slice(in, head);
    return Optional.of(
        new Call(
            (in.get(1) & AGAIN) != 0,
            in.getInt(8),
            in.getInt(12),
            in.getLong(16),
            method.get(),
            key.get(),
            body));
  }

  static byte[] cancel(Cancel cancel) {
    ByteBuffer out = ByteBuffer.allocate(16 + cancel.method().length());
    out.put(Kind.CANCEL)
        .put((byte) (cancel.again() ? AGAIN : 0))
        .put((byte) cancel.method().length())
        .put((byte) 0)
        .putInt(0)
        .putLong(cancel.id());
    ascii(cancel.method(), out);
    return out.array();
  }

  static Optional<Cancel> readCancel(ByteBuffer in, Names names) {
    if (in.remaining() < 16 || in.remaining() != 16 + (in.get(2) & 0xff)) {
      return Optional.empty();
    }
    return names
        .read(in, 16, in.get(2) & 0xff)
        .map(method -> new Cancel((in.get(1) & AGAIN) != 0, in.getLong(8), method));
  }

  static byte[] subscribe(Subscribe subscribe) {
    ByteBuffer out = ByteBuffer.allocate(16 + subscribe.topic().length());
    out.put(Kind.SUBSCRIBE)
        .put((byte) (subscribe.last().isPresent() ? SINCE : 0))
        .put((byte) subscribe.topic().length())
        .put((byte) 0)
        .putInt(subscribe.id())
        .putLong(subscribe.last().orElse(0));
    ascii(subscribe.topic(), out);
    return out.array();
  }

  static Optional<Subscribe> readSubscribe(ByteBuffer in, Names names) {
    if (in.remaining() < 16 || in.remaining() != 16 + (in.get(2) & 0xff)) {
      return Optional.empty();
    }
    OptionalLong last =
        (in.get(1) & SINCE) != 0 ? OptionalLong.of(in.getLong(8)) : OptionalLong.empty();
    return names
        .read(in, 16, in.get(2) & 0xff)
        .map(topic -> new Subscribe(in.getInt(4), last, topic));
  }

  /** An UNSUBSCRIBE or a CREDIT. */
  static byte[] about(byte kind, int subscription) {
    return ByteBuffer.allocate(8).put(kind).put(new byte[3]).putInt(subscription).array();
  }

  /** Which subscription an UNSUBSCRIBE or a CREDIT is about. */
  static OptionalInt readAbout(ByteBuffer in) {
    return in.remaining() == 8 ? OptionalInt.of(in.getInt(4)) : OptionalInt.empty();
  }

  /** An answer's head, with room for a small body behind it. */
  static ByteBuffer answer(Answer answer) {
    return withBody(answer.kind(), answer.number(), answer.id(), answer.body());
  }

  static Optional<Answer> readAnswer(ByteBuffer in, Optional<ByteBuffer> next) {
    return body(in, next).map(body -> new Answer(in.get(0), in.getInt(4), in.getLong(8), body));
  }

  /** A publication's head, with room for a small body behind it. */
  static ByteBuffer publication(Publication publication) {
    return withBody(
        Kind.PUBLICATION, publication.subscription(), publication.version(), publication.body());
  }

  static Optional<Publication> readPublication(ByteBuffer in, Optional<ByteBuffer> next) {
    return body(in, next).map(body -> new Publication(in.getInt(4), in.getLong(8), body));
  }

  static byte[] ended(Ended ended) {
    byte[] text = ended.text().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_TEXT);
    return ByteBuffer.allocate(8 + length)
        .put(Kind.ENDED)
        .put((byte) (ended.tooLarge() ? 1 : 0))
        .putShort((short) 0)
        .putInt(ended.subscription())
        .put(text, 0, length)
        .array();
  }

  static Optional<Ended> readEnded(ByteBuffer in) {
    return in.remaining() < 8 || in.remaining() > 8 + MAX_TEXT
        ? Optional.empty()
        : Optional.of(new Ended(in.getInt(4), in.get(1) == 1, text(in, 8)));
  }

  static byte[] refused(String why) {
    byte[] text = why.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_TEXT);
    return ByteBuffer.allocate(1 + length).put(Kind.REFUSED).put(text, 0, length).array();
  }

  static String readRefused(ByteBuffer in) {
    return text(in, 1);
  }

  private static final byte[] NONE = new byte[0];

  private static ByteBuffer withBody(byte kind, int number, long id, ByteBuffer body) {
    boolean apart = body.remaining() > SMALL;
    ByteBuffer out = ByteBuffer.allocate(apart ? 16 : 16 + body.remaining());
    out.put(kind).put((byte) (apart ? APART : 0)).putShort((short) 0).putInt(number).putLong(id);
    return apart ? out.flip() : out.put(body.duplicate()).flip();
  }

  private static Optional<ByteBuffer> body(ByteBuffer in, Optional<ByteBuffer> next) {
    if (in.remaining() < 16
        || next.isPresent() != ((in.get(1) & APART) != 0)
        || next.isPresent() && in.remaining() != 16) {
      return Optional.empty();
    }
    return next.isPresent() ? next : Optional.of(slice(in, 16));
  }

  private static Optional<String> key(ByteBuffer in, int at, int length) {
    if (length == 0) {
      return Optional.of("");
    }
    try {
      String key = StandardCharsets.UTF_8.newDecoder().decode(in.slice(at, length)).toString();
      return key.length() > 200 ? Optional.empty() : Optional.of(key);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The rest, as text for people: nothing of it moves a terminal's cursor. */
  private static String text(ByteBuffer in, int at) {
    int length = Math.min(in.remaining() - at, MAX_TEXT);
    return StandardCharsets.UTF_8
        .decode(in.slice(at, length))
        .toString()
        .replaceAll("\\p{Cntrl}", " ");
  }

  private static ByteBuffer slice(ByteBuffer in, int at) {
    return in.slice(at, in.remaining() - at);
  }

  private static void ascii(String name, ByteBuffer out) {
    for (int i = 0; i < name.length(); i++) {
      out.put((byte) name.charAt(i));
    }
  }
}
