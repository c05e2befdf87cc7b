package dev.fedbench.proof;

import java.util.Arrays;
import java.util.List;

/**
 * The proof of a claim: as many parts as it has statements, in their order. Immutable. Its bytes
 * identify nothing: whoever has one can make others of the same claim.
 *
 * @param parts opaque, as the proof system encodes them
 */
public record Proof(List<byte[]> parts) {

  public Proof {
    parts = parts.stream().map(byte[]::clone).toList();
  }

  @Override
  public List<byte[]> parts() {
    return parts.stream().map(byte[]::clone).toList();
  }

  /** Bytes of all parts. */
  public int size() {
    return parts.stream().mapToInt(part -> part.length).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proof that && Arrays.deepEquals(parts.toArray(), that.parts.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(parts.toArray());
  }

  @Override
  public String toString() {
    return "Proof[%d parts, %d bytes]".formatted(parts.size(), size());
  }
}
