package dev.fedbench.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A tensor in a store; its bytes are read when they are asked for. Thread-safe. */
public interface StoredTensor {

  /** Name, dtype and shape. */
  TensorInfo info();

  /** SHA-256 in hexadecimal digits: the same for the same dtype, shape and bytes. */
  String id();

  /**
   * All its bytes, in order, decoded ahead of the reader in chunks of 960 KiB, each checked against
   * its SHA-256 before any byte of it is handed out. The caller closes the stream.
   */
  InputStream open() throws IOException;

  /**
   * Fills a buffer with the bytes from an offset on; reads the chunks that they are in, no more,
   * and checks each against its SHA-256.
   *
   * @throws IndexOutOfBoundsException if the tensor ends before the buffer is full
   */
  void read(long offset, ByteBuffer target) throws IOException;

  /**
   * All its bytes at once, for tensors that are small.
   *
   * @throws StoreException if they do not fit into an array
   */
  byte[] bytes() throws IOException;
}
