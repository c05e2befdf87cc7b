/** The weight store as a store of a run's models. */
package dev.fedbench.storage.archive;
