/**
 * Load: requests made in a closed or an open loop against a {@link dev.fedbench.core.load.Target},
 * and what their latencies come to.
 *
 * <p>{@link dev.fedbench.core.load.ClosedLoop} keeps a number of requests in flight: it measures
 * throughput. {@link dev.fedbench.core.load.OpenLoop} makes requests at given times whatever
 * becomes of the ones before: it measures latency. All times are nanoseconds of a monotonic clock.
 */
package dev.fedbench.core.load;
