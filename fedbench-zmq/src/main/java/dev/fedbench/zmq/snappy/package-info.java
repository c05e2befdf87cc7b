/** Compression by Snappy, for hosts that add {@code org.xerial.snappy:snappy-java}. */
package dev.fedbench.zmq.snappy;
