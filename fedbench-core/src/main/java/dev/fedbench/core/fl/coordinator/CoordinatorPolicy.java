package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.RoundPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How a coordinator runs a round.
 *
 * @param rounds when clients train and when updates become a model
 * @param aggregator how
 * @param evaluate whether clients are asked to evaluate
 * @param signatures whether updates must be signed
 * @param proofs what updates must prove; empty if nothing
 * @param joinTimeout how long clients have to join
 * @param endless whether an asynchronous run goes on until it is stopped, whoever is done
 * @param seed what the selection of clients derives from
 */
public record CoordinatorPolicy(
    RoundPolicy rounds,
    Aggregator aggregator,
    boolean evaluate,
    boolean signatures,
    Optional<ProofDemand> proofs,
    Duration joinTimeout,
    boolean endless,
    long seed) {}
