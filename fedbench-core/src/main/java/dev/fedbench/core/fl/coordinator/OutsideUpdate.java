package dev.fedbench.core.fl.coordinator;

import java.math.BigInteger;
import java.util.List;

/**
 * What comes with an update from outside the protocol, where updates are proved.
 *
 * @param clientId who says that he submits: nobody has enrolled him
 * @param runId of which run he speaks
 * @param round a number of his own, higher than in any update of his before
 * @param baseVersion the version of the model that the update is a change to
 * @param examples how many examples it stands for
 * @param salt of the update's commitment
 * @param publicSignals what he says that the proof says: compared, never believed
 * @param proofs for each list of signals one, as JSON in the proof system's own form
 */
public record OutsideUpdate(
    String clientId,
    byte[] runId,
    long round,
    long baseVersion,
    long examples,
    byte[] salt,
    List<List<BigInteger>> publicSignals,
    List<String> proofs) {}
