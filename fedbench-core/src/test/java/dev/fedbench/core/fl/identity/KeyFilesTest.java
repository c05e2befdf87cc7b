package dev.fedbench.core.fl.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
  private static final String END = "\n-----END PRIVATE KEY-----\n";

  @TempDir Path directory;

  @Test
  void keys_come_back_in_the_order_of_their_ids() throws Exception {
    for (String id : new String[] {"10", "9", "1", "client-7", "100"}) {
      KeyFiles.write(directory, id, key(id));
    }
    Files.writeString(directory.resolve("notes.txt"), "no key");
    Files.writeString(directory.resolve(".hidden.pem"), "no client");
    Map<String, ClientKey> keys = KeyFiles.readDirectory(directory, 4);
    assertThat(keys.keySet()).containsExactly("1", "9", "10", "100");
    keys.forEach((id, key) -> assertThat(key.privateKey()).isEqualTo(key(id).privateKey()));
    assertThat(KeyFiles.readDirectory(directory, 5)).containsKey("client-7");
  }

  @Test
  void nobody_but_the_owner_may_read_a_key() throws Exception {
    Path file = KeyFiles.write(directory, "a", key("a"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_key_is_never_overwritten() throws Exception {
    KeyFiles.write(directory, "a", key("a"));
    assertThatThrownBy(() -> KeyFiles.write(directory, "a", key("b")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(KeyFiles.readDirectory(directory, 1).get("a")).isEqualTo(key("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../a", "a/b", ".a", "a b", "é", "a\u0000b"})
  void an_id_that_could_name_another_file_is_refused(String id) {
    assertThatThrownBy(() -> KeyFiles.write(directory, id, key("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot name a file");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void the_platform_reads_our_files() throws Exception {
    ClientKey key = ClientKey.generate(new SecureRandom());
    String pem = Files.readString(KeyFiles.write(directory, "a", key));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
    PrivateKey theirs =
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(theirs);
    signature.update(new byte[] {1, 2});
    assertThat(signature.sign()).isEqualTo(key.sign(new byte[] {1, 2}));
  }

  @Test
  void we_read_the_platforms_keys() throws Exception {
    PrivateKey theirs = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    for (String lineEnd : new String[] {"\n", "\r\n"}) {
      String base64 =
          Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII))
              .encodeToString(theirs.getEncoded());
      String pem = "# made elsewhere\n" + BEGIN + base64 + END;
      Files.writeString(directory.resolve("a.pem"), pem.replace("\n", lineEnd));
      ClientKey ours = KeyFiles.readDirectory(directory, 1).get("a");
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(theirs);
      signature.update(new byte[] {3});
      assertThat(ours.sign(new byte[] {3})).isEqualTo(signature.sign());
    }
  }

  @Test
  void fewer_keys_than_clients_are_refused_with_both_numbers() throws Exception {
    KeyFiles.write(directory, "a", key("a"));
    assertThatThrownBy(() -> KeyFiles.readDirectory(directory, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("1 clients")
        .hasMessageContaining("at least 3");
  }

  @Test
  void a_directory_that_is_none_is_named() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path wrong : new Path[] {directory.resolve("missing"), file}) {
      assertThatThrownBy(() -> KeyFiles.readDirectory(wrong, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(wrong.toString())
          .hasMessageContaining("no directory");
    }
  }

  static Stream<Arguments> hostileFiles() {
    String good = base64("302e020100300506032b657004220420" + "11".repeat(32));
    return Stream.of(
        Arguments.of("", "no BEGIN"),
        Arguments.of(good, "no BEGIN"),
        Arguments.of(BEGIN + good, "no BEGIN"),
        Arguments.of(END + BEGIN + good, "no BEGIN"),
        Arguments.of("-----BEGIN PRIVATE KEY------END PRIVATE KEY-----", "no BEGIN"),
        Arguments.of(BEGIN + "A" + END, "not base64"),
        Arguments.of(BEGIN + END, "RFC 8410"),
        Arguments.of(BEGIN + good.substring(4) + END, "RFC 8410"),
        // X25519's identifier, a version with attributes, a key a byte short and one a byte long
        Arguments.of(
            BEGIN + base64("302e020100300506032b656e04220420" + "11".repeat(32)) + END, "RFC 8410"),
        Arguments.of(
            BEGIN + base64("302e020101300506032b657004220420" + "11".repeat(32)) + END, "RFC 8410"),
        Arguments.of(
            BEGIN + base64("302e020100300506032b657004220420" + "11".repeat(31)) + END, "RFC 8410"),
        Arguments.of(
            BEGIN + base64("302e020100300506032b657004220420" + "11".repeat(33)) + END, "RFC 8410"),
        Arguments.of(BEGIN + good + END + " ".repeat(5_000), "larger than 4096"));
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void a_file_that_is_no_key_is_named_and_its_content_is_not_shown(String content, String why)
      throws Exception {
    Path file = Files.writeString(directory.resolve("a.pem"), content);
    assertThatThrownBy(() -> KeyFiles.readDirectory(directory, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("ERER"); // base64 of 1111…
  }

  @Test
  void what_cannot_be_read_is_named() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("a.pem"));
    assertThatThrownBy(() -> KeyFiles.readDirectory(directory, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder + " cannot be read");
  }

  static Stream<byte[]> seeds() {
    String good = base64("302e020100300506032b657004220420" + "11".repeat(32));
    return Stream.of(BEGIN + good + END, BEGIN + "====" + END, BEGIN + "\u00ff" + END)
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_key_or_a_refusal(byte[] content) {
    try {
      KeyFiles.parse(new String(content, StandardCharsets.ISO_8859_1), Path.of("a.pem"));
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("a.pem is not a private key");
    }
  }

  private static ClientKey key(String id) {
    byte[] seed = new byte[32];
    System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, seed, 0, id.length());
    return ClientKey.of(seed);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
