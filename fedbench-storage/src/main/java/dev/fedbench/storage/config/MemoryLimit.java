package dev.fedbench.storage.config;

import dev.fedbench.storage.StoreOptions;

/**
 * What a bound on memory leaves: first for threads, each of which has buffers to commit and others
 * to load, then for the cache of references. A bound makes a store no larger than it is without.
 */
final class MemoryLimit {

  /**
   * A thread's buffers, if it commits and loads: some fourteen chunks of 960 KiB for each of two
   * codecs, two decoded ones beside each, one encoded for each link of a chain, and those on their
   * way in and out.
   */
  private static final int THREAD_MIB = 64;

  /** So much of it is for references at least. */
  private static final int CACHE_MIB = 16;

  /** What one thread works with. */
  static final int LEAST_MIB = THREAD_MIB + CACHE_MIB;

  private MemoryLimit() {}

  static String least() {
    return "at least %d: buffers of %d MiB for one thread, and a cache of %d"
        .formatted(LEAST_MIB, THREAD_MIB, CACHE_MIB);
  }

  static StoreOptions in(StoreOptions options, int limitMib) {
    int threads = Math.min(options.threads(), (limitMib - CACHE_MIB) / THREAD_MIB);
    long left = (long) (limitMib - threads * THREAD_MIB) << 20;
    return options.withThreads(threads).withCacheBytes(Math.min(options.cacheBytes(), left));
  }
}
