package dev.fedbench.zmq.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZCert;
import org.zeromq.ZConfig;

class CurveKeysTest {

  private final CurveKeys keys = CurveKeys.generate();

  @TempDir Path directory;

  @Test
  void generated_keys_differ_and_belong_together() {
    assertThat(CurveKeys.generate().publicKey()).isNotEqualTo(keys.publicKey());
    assertThat(CurveKeys.ofSecret(keys.secretZ85()).publicKey()).isEqualTo(keys.publicKey());
    assertThat(keys.publicKey().z85()).hasSize(40);
    assertThat(CurvePublicKey.of(keys.publicKey().z85())).isEqualTo(keys.publicKey());
  }

  /** The pair of ZeroMQ's documentation, zmq_curve_keypair and zmq_curve_public. */
  @Test
  void the_public_key_of_a_known_secret_key() {
    assertThat(CurveKeys.ofSecret("D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs").publicKey())
        .hasToString("Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID");
  }

  @Test
  void no_secret_is_shown() {
    assertThat(keys).hasToString("CurveKeys[" + keys.publicKey().z85() + "]");
    assertThat(Certificate.of(keys).toString()).doesNotContain(keys.secretZ85());
  }

  @Test
  void files_are_read_as_they_were_written() throws IOException {
    Path file = directory.resolve("alice");
    keys.write(file);
    assertThat(CurveKeys.read(file).secretZ85()).isEqualTo(keys.secretZ85());
    assertThat(CurveKeys.readPublic(file)).isEqualTo(keys.publicKey());
    assertThat(CurveKeys.readPublic(CurveKeys.secretFile(file))).isEqualTo(keys.publicKey());
    assertThat(Files.readString(file)).doesNotContain(keys.secretZ85());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret(file))))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void jeromq_and_ours_read_each_others_certificates() throws IOException {
    Path ours = directory.resolve("ours");
    keys.write(ours);
    ZConfig read = ZConfig.load(secret(ours).toString());
    assertThat(read.getValue("curve/public-key")).isEqualTo(keys.publicKey().z85());
    assertThat(read.getValue("curve/secret-key")).isEqualTo(keys.secretZ85());

    ZCert theirs = new ZCert();
    theirs.setMeta("name", "bob");
    Path file = directory.resolve("theirs");
    theirs.savePublic(file.toString());
    theirs.saveSecret(secret(file).toString());
    Files.setPosixFilePermissions(secret(file), PosixFilePermissions.fromString("rw-------"));
    assertThat(CurveKeys.readPublic(file).z85()).isEqualTo(theirs.getPublicKeyAsZ85());
    assertThat(CurveKeys.read(file).secretZ85()).isEqualTo(theirs.getSecretKeyAsZ85());
  }

  @Test
  void keys_are_never_overwritten() throws IOException {
    Path file = directory.resolve("alice");
    keys.write(file);
    assertThatThrownBy(() -> CurveKeys.generate().write(file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("alice_secret");
    assertThat(CurveKeys.read(file).publicKey()).isEqualTo(keys.publicKey());
  }

  @Test
  void of_many_that_make_the_keys_of_a_file_one_does() throws Exception {
    Path file = directory.resolve("shared");
    List<CurvePublicKey> found =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return CurveKeys.readOrWrite(file).publicKey();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                })
            .toList();
    assertThat(found).containsOnly(CurveKeys.readPublic(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void a_secret_key_that_others_may_read_or_write_is_refused(String permissions)
      throws IOException {
    Path file = directory.resolve("alice");
    keys.write(file);
    Files.setPosixFilePermissions(secret(file), PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> CurveKeys.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("alice_secret", permissions, "chmod 600");
  }

  @Test
  void a_public_key_of_another_is_refused() throws IOException {
    Path file = directory.resolve("alice");
    String text = Certificate.of(keys).secretText();
    String other = CurveKeys.generate().publicKey().z85();
    KeyFile.writePrivate(secret(file), text.replace(keys.publicKey().z85(), other));
    assertThatThrownBy(() -> CurveKeys.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not that of the secret key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "curve",
        "public-key = \"%s\"",
        "curve\npublic-key = \"%s\"",
        "other\n    public-key = \"%s\"",
        "curve\n    public-key",
        "curve\n    public-key = ",
        "curve\n    public-key = %s",
        "curve\n    public-key = \"%s",
        "curve\n    public-key = \"%s\" more",
        "curve\n    public-key = \"%s0\"",
        "curve\n    public-key = \"%s\"\n    public-key = \"%s\"",
        "curve\n    public-key = \"########################################\"",
        "curve\n    public-key = \"                                        \""
      })
  void a_file_without_one_key_is_refused_and_not_shown(String text) throws IOException {
    String key = keys.publicKey().z85();
    Path file = Files.writeString(directory.resolve("bad"), text.replace("%s", key));
    assertThatThrownBy(() -> CurveKeys.readPublic(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad")
        .hasMessageNotContaining(key);
  }

  @Test
  void a_file_that_is_too_large_or_no_text_or_no_file_is_refused() throws IOException {
    Path large = directory.resolve("large");
    Files.write(large, new byte[KeyFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> CurveKeys.readPublic(large)).hasMessageContaining("larger than");
    Path binary = directory.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> CurveKeys.readPublic(binary)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> CurveKeys.readPublic(directory)).hasMessageContaining("no file");
    assertThatThrownBy(() -> CurveKeys.read(directory.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none_secret");
  }

  @Test
  void changed_files_are_read_or_refused_with_an_io_exception() throws IOException {
    Random random = new Random(11);
    byte[] good = Certificate.of(keys).secretText().getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("fuzz");
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        String text = new String(bad, StandardCharsets.ISO_8859_1);
        Certificate certificate = Certificate.parse(text, file);
        certificate.publicKey(file);
        CurveKeys.ofSecret(certificate.secretKey(file));
      } catch (IOException refused) {
        assertThat(refused).hasMessageNotContaining(keys.secretZ85());
      }
    }
  }

  private static Path secret(Path file) {
    return CurveKeys.secretFile(file);
  }
}
