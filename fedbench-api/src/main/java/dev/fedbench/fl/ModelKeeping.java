package dev.fedbench.fl;

import java.nio.file.Path;

/**
 * What a run keeps of itself, so that it can be audited and replayed.
 *
 * @param store how it is kept
 * @param directory where; made if it is not there, may hold other runs, too
 * @param updates whether every accepted update is kept, beside every global model
 */
public record ModelKeeping(ModelStore store, Path directory, boolean updates) {}
