package dev.fedbench.core.fl.fleet;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import java.util.List;

/**
 * An update with its proof.
 *
 * @param salt of its commitment
 * @param update what is proved and submitted
 * @param statements what its proof is to say
 * @param proof says it
 * @param source where it was made
 * @param nanos of {@code Client.prove}
 * @param cpuNanos of the thread in it
 * @param first whether it began before the run's first proof was done
 * @param parts what its parts took, as far as the prover told
 */
record Proven(
    byte[] salt,
    QuantizedUpdate update,
    List<Statement> statements,
    Proof proof,
    ProofSource source,
    long nanos,
    long cpuNanos,
    boolean first,
    ProofTape parts) {}
