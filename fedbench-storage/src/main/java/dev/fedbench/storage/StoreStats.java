package dev.fedbench.storage;

/**
 * What a store holds.
 *
 * @param commits that refs reach
 * @param tensors in all those commits together
 * @param logicalBytes of all those tensors, each counted wherever it occurs
 * @param storedBytes of all files, what a gc would remove too
 * @param ratio logical over stored bytes
 * @param dedupHits tensors of those commits that are equal to another of them and not stored again
 * @param chunks records of chunks
 * @param deltas chunks that are stored as a difference
 * @param chainMax the most differences between a chunk and one that stands alone
 */
public record StoreStats(
    long commits,
    long tensors,
    long logicalBytes,
    long storedBytes,
    double ratio,
    long dedupHits,
    long chunks,
    long deltas,
    int chainMax) {}
