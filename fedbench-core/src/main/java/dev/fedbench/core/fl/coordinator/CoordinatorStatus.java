package dev.fedbench.core.fl.coordinator;

import java.util.List;
import java.util.Map;

/**
 * Where a run stands: one consistent picture.
 *
 * @param pendingUpdates accepted and not aggregated
 * @param modelVersion the model's version
 * @param accepted submissions accepted
 * @param refused submissions and requests to join that were refused, by cause
 * @param aggregations how many there were
 * @param history the last of them, oldest first
 */
public record CoordinatorStatus(
    long pendingUpdates,
    long modelVersion,
    long accepted,
    Map<String, Long> refused,
    long aggregations,
    List<AggregationEntry> history) {}
