/** A lossless, versioned store of model weights. */
package dev.fedbench.storage;
