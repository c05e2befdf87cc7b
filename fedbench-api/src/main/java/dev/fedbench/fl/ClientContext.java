package dev.fedbench.fl;

/**
 * Who a client is.
 *
 * @param id its id, unique in the run
 * @param index from 0; with {@code clients} it names the client's shard of the data
 * @param clients how many clients the run has
 * @param seed this client's own seed, derived from the run's seed and the index
 */
public record ClientContext(String id, int index, int clients, long seed) {}
