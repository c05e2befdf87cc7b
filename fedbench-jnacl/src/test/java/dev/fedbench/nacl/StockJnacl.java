package dev.fedbench.nacl;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The library that ours replaces, in a class loader of its own, as the classes have one name. */
final class StockJnacl implements AutoCloseable {

  private final URLClassLoader loader;
  private final Class<?> box;

  StockJnacl() throws IOException, ReflectiveOperationException {
    Path jar = Path.of(System.getProperty("stock.directory"), "jnacl.jar");
    loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    box = loader.loadClass("com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305");
  }

  int keyPair(byte[] pk, byte[] sk) throws ReflectiveOperationException {
    return call("crypto_box_keypair", pk, sk);
  }

  int beforenm(byte[] k, byte[] pk, byte[] sk) throws ReflectiveOperationException {
    return call("crypto_box_beforenm", k, pk, sk);
  }

  int seal(byte[] c, byte[] m, long length, byte[] n, byte[] k)
      throws ReflectiveOperationException {
    return call("crypto_box_afternm", c, m, length, n, k);
  }

  int open(byte[] m, byte[] c, long length, byte[] n, byte[] k)
      throws ReflectiveOperationException {
    return call("crypto_box_open_afternm", m, c, length, n, k);
  }

  private int call(String name, Object... arguments) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Long ? long.class : byte[].class)
            .toArray(Class<?>[]::new);
    Method method = box.getMethod(name, types);
    return (int) method.invoke(null, arguments);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
