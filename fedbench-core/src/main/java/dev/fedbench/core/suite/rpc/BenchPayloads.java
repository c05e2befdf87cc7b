package dev.fedbench.core.suite.rpc;

import java.util.Arrays;

/** The suite's payloads, for whoever else puts load on a server. */
public final class BenchPayloads {

  private BenchPayloads() {}

  /**
   * So many bytes of a kind, the same from the same seed.
   *
   * @param kind random, compressible, incompressible, structured or float32
   * @throws IllegalArgumentException for another kind
   */
  public static byte[] make(String kind, int bytes, long seed) {
    return Arrays.stream(Payload.values())
        .filter(payload -> payload.word().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "payload kind '%s'; expected one of %s"
                        .formatted(
                            kind, Arrays.stream(Payload.values()).map(Payload::word).toList())))
        .make(bytes, seed);
  }
}
