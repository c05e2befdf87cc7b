package dev.fedbench.core.fl.coordinator;

import java.time.Instant;

/**
 * One aggregation.
 *
 * @param number from 1
 * @param updates how many updates it took
 * @param firstUpdate when the first of them was accepted
 * @param aggregated when it happened
 * @param modelVersion the version that it made
 */
public record AggregationEntry(
    long number, long updates, Instant firstUpdate, Instant aggregated, long modelVersion) {}
