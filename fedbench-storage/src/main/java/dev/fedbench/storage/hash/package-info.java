/** SHA-256 of many parts of a chunk: side by side where that is faster. */
package dev.fedbench.storage.hash;
