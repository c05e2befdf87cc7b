package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A proof as a service returned it: nothing of it is believed yet.
 *
 * @param keyId whose keys it says it used; empty if it does not say
 * @param times in nanoseconds: witness, its CPU, proof, its CPU; -1 for what it does not say
 */
record RemoteProof(Proof proof, String keyId, List<Long> times) {

  private static final int MOST_ID = 200;
  private static final List<String> TIMES =
      List.of("witness_ns", "witness_cpu_ns", "prove_ns", "prove_cpu_ns");

  /**
   * @throws ProofException if it is no such answer
   */
  static RemoteProof parse(byte[] body, ProofSystem system) throws ProofException {
    Reader reader = new Reader(body);
    try {
      ServiceJson.object(body, reader::field);
    } catch (RefusedException e) {
      throw new ProofException(e.getMessage(), e);
    }
    List<byte[]> parts = new ArrayList<>();
    for (String part : reader.parts) {
      parts.add(system.fromJson(part));
    }
    return new RemoteProof(new Proof(parts), reader.keyId, List.copyOf(reader.times));
  }

  /** Whether what it says of its times can be true of an attempt that took so long. */
  boolean timesPlausible(long attemptNanos) {
    long witness = times.get(0);
    long prove = times.get(2);
    return times.stream().allMatch(time -> time >= 0)
        && witness <= attemptNanos
        && prove <= attemptNanos - witness;
  }

  private static final class Reader {
    private final byte[] body;
    private List<String> parts = List.of();
    private String keyId = "";
    private final List<Long> times = new ArrayList<>(List.of(-1L, -1L, -1L, -1L));

    Reader(byte[] body) {
      this.body = body;
    }

    void field(String name, JsonParser in) throws IOException, RefusedException {
      switch (name) {
        case "proof" -> parts = ServiceJson.parts(in, body);
        case "key_id" -> keyId = ServiceJson.text(name, in, MOST_ID);
        case "timings" -> times(in);
        default -> in.skipChildren();
      }
    }

    private void times(JsonParser in) throws IOException, RefusedException {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
        return;
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        int place = TIMES.indexOf(name);
        if (place < 0) {
          in.skipChildren();
        } else {
          times.set(place, ServiceJson.number(name, in, 0, Long.MAX_VALUE / 4));
        }
      }
    }
  }
}
