package dev.fedbench.proof;

import java.util.List;

/**
 * What a client claims of its update, with all that it takes to prove it. Immutable; made by {@link
 * Circuit#claim}.
 */
public interface Claim {

  /** Whose update it is. */
  UpdateContext context();

  /** The update itself: private. */
  QuantizedUpdate update();

  /** What it is claimed to keep. */
  Bounds bounds();

  /** The public side: a statement for each proof, in order. */
  List<Statement> statements();
}
