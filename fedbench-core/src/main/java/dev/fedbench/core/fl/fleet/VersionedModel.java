package dev.fedbench.core.fl.fleet;

import dev.fedbench.fl.Tensors;

/** A model that a link has received and decoded. */
record VersionedModel(long version, Tensors tensors) {}
