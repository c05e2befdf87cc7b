package dev.fedbench.core.fl.wire;

import dev.fedbench.spi.Problems;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Who a coordinator is and what it wants of clients.
 *
 * @param runId 16 bytes that name the run
 * @param coordinatorId 16 bytes that name the coordinator
 * @param synchronous whether it runs synchronous rounds
 * @param turns rounds, or passes of each client
 * @param clients how many clients it has enrolled
 * @param signatures whether updates must be signed
 * @param deadline how long a turn may take
 * @param finished whether the run is over
 * @param proofs what updates must prove; empty if nothing
 */
public record Info(
    byte[] runId,
    byte[] coordinatorId,
    boolean synchronous,
    int turns,
    int clients,
    boolean signatures,
    Duration deadline,
    boolean finished,
    Optional<ProofTerms> proofs) {

  public ByteBuffer encode() {
    ByteBuffer out =
        ByteBuffer.allocate(
            16 + 16 + 1 + 4 + 4 + 1 + 8 + 1 + 1 + proofs.map(ProofTerms::size).orElse(0));
    out.put(runId)
        .put(coordinatorId)
        .put((byte) (synchronous ? 1 : 0))
        .putInt(turns)
        .putInt(clients)
        .put((byte) (signatures ? 1 : 0))
        .putLong(deadline.toMillis())
        .put((byte) (finished ? 1 : 0))
        .put((byte) (proofs.isPresent() ? 1 : 0));
    proofs.ifPresent(terms -> terms.write(out));
    return out.flip();
  }

  public static Info decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    Info info =
        new Info(
            in.bytes(16, "run id"),
            in.bytes(16, "coordinator id"),
            in.flag("synchronous"),
            in.u31("turns"),
            in.u31("clients"),
            in.flag("signatures"),
            deadline(in),
            in.flag("finished"),
            in.flag("proofs") ? Optional.of(ProofTerms.read(in)) : Optional.empty());
    in.end();
    return info;
  }

  private static Duration deadline(Reader in) throws MalformedMessageException {
    long millis = in.u63("deadline");
    if (millis > Problems.LONGEST.toMillis()) {
      throw new MalformedMessageException("deadline: %d ms".formatted(millis));
    }
    return Duration.ofMillis(millis);
  }
}
