package dev.fedbench.storage.safetensors;

import java.io.IOException;

/** A file is not what the format says. The message tells what, where, and what was expected. */
public final class SafetensorsException extends IOException {

  private static final long serialVersionUID = 1;

  SafetensorsException(String message) {
    super(message);
  }
}
