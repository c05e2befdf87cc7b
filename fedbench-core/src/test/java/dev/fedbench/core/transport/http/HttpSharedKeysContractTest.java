package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class HttpSharedKeysContractTest implements TransportContract {

  @TempDir private static Path directory;
  private static Transport encrypted;

  @BeforeAll
  static void encrypt() throws IOException {
    encrypted = new HttpTransport().encrypted(directory.resolve("keys")).orElseThrow();
  }

  @Override
  public Transport transport() {
    return encrypted;
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }
}
