package dev.fedbench.zk.circuit;

import dev.fedbench.zk.poseidon.Poseidon;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.Elements;
import java.util.ArrayList;
import java.util.List;

/** How words are hashed onto what was hashed before; the same in and outside of a circuit. */
final class Commitment {

  /** Words of a block: with the hash so far, as many as Poseidon takes. */
  static final int BLOCK = 15;

  private Commitment() {}

  /** Poseidon(iv, words) if that is one hash, else block by block, the last filled up with 0. */
  static <W> W whole(CircuitBuilder<W> builder, W iv, List<W> words) {
    return words.size() <= BLOCK ? hash(builder, iv, words) : absorb(builder, iv, words);
  }

  /** h = Poseidon(h, 15 words), block by block, the last filled up with 0. */
  static <W> W absorb(CircuitBuilder<W> builder, W start, List<W> words) {
    W hash = start;
    for (int from = 0; from < words.size(); from += BLOCK) {
      List<W> block = new ArrayList<>(words.subList(from, Math.min(from + BLOCK, words.size())));
      while (block.size() < BLOCK) {
        block.add(builder.constant(Elements.ZERO));
      }
      hash = hash(builder, hash, block);
    }
    return hash;
  }

  private static <W> W hash(CircuitBuilder<W> builder, W first, List<W> rest) {
    List<W> inputs = new ArrayList<>();
    inputs.add(first);
    inputs.addAll(rest);
    return Poseidon.hash(builder, inputs);
  }

  /**
   * s = Poseidon(h, norm, count). A whole update's commitment to two words is the same function of
   * its arguments; a circuit has either, and a verifier's key is one circuit's.
   */
  static <W> W state(CircuitBuilder<W> builder, W hash, W norm, W count) {
    return Poseidon.hash(builder, List.of(hash, norm, count));
  }
}
