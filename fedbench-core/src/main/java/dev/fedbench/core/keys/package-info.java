/**
 * Directories and files that hold keys: their owner's alone, and made by one process at a time.
 * Knows nothing of what kind of keys they are.
 */
package dev.fedbench.core.keys;
