/** NumPy's archives of arrays (.npz), read and written as a stream. */
package dev.fedbench.storage.npz;
