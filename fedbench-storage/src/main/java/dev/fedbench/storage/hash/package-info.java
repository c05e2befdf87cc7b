/** SHA-256 of the columns of a chunk: side by side where that is faster. */
package dev.fedbench.storage.hash;
