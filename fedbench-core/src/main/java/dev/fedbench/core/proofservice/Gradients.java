package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonToken;
import dev.fedbench.fl.Tensors;
import java.io.IOException;

/** Reads updates that FedZK's command line takes. */
public final class Gradients {

  private Gradients() {}

  /**
   * Reads arrays of numbers by tensor, or an object whose {@code gradients} are such.
   *
   * @param utf8 JSON, a stranger's word
   * @param mostValues how many are taken
   * @throws IOException if it is no such JSON; the message says what was expected
   */
  public static Tensors read(byte[] utf8, int mostValues) throws IOException {
    Values values = new Values(mostValues);
    try {
      ServiceJson.object(
          utf8,
          (name, in) -> {
            if (name.equals("gradients") && in.currentToken() == JsonToken.START_OBJECT) {
              values.readGradients(in);
            } else {
              values.readTensor(name, in);
            }
          });
      return values.tensors();
    } catch (RefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
