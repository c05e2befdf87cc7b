package dev.fedbench.core.transport.http;

import java.nio.file.Path;
import java.security.SecureRandom;

/** A process that opens shared keys, and says which it got. */
final class OpenSharedKeys {

  private OpenSharedKeys() {}

  public static void main(String[] arguments) throws Exception {
    TlsKeys.Identity identity = SharedKeys.open(Path.of(arguments[0]), new SecureRandom());
    System.out.println(identity.chain().get(0).getSerialNumber().toString(16));
  }
}
