/** Files of the format safetensors, read and written as a stream. */
package dev.fedbench.storage.safetensors;
