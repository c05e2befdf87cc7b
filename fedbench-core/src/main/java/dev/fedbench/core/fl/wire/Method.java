package dev.fedbench.core.fl.wire;

/**
 * The names of the coordinator's calls, and of its one topic. {@code docs/protocol.md} is the
 * specification.
 */
public final class Method {

  /** Empty → {@link Info}: who the coordinator is. Also the readiness probe. */
  public static final String INFO = "info";

  /** {@link Join} → {@link Member}. */
  public static final String JOIN = "join";

  /** {@link Member} → {@link Turn}: an asynchronous client begins a pass. */
  public static final String BEGIN = "begin";

  /** Empty → {@link Model}: the current one. */
  public static final String MODEL = "model";

  /** {@link KeyRequest} → the keys, as their proof system writes them. */
  public static final String KEYS = "keys";

  /** {@link Submission} → {@link Receipt}. */
  public static final String SUBMIT = "submit";

  /** {@link Ack} → empty: a receiver has decoded a model. */
  public static final String ACK = "ack";

  /** {@link Evaluated} → empty. */
  public static final String EVALUATE = "evaluate";

  /** {@link Abandon} → empty: a client gives its turn up. */
  public static final String ABANDON = "abandon";

  /** {@link Member} → {@link RunReport}: what the coordinator measured. */
  public static final String REPORT = "report";

  /** Topic of {@link Announcement}s; versions rise by one. */
  public static final String ROUND = "round";

  private Method() {}
}
