package dev.fedbench.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the files, and that nothing else is ever taken for it. */
class KeyFileTest {

  private static final KeyName NAME = new KeyName("groth16", "standard-1-2");

  @TempDir Path temp;

  private final List<String> warnings = new ArrayList<>();
  private final WatchedSystem system = new WatchedSystem();
  private final Circuit circuit = system.circuit(1);
  private Path file;
  private Keys keys;
  private byte[] content;

  @BeforeEach
  void aStoreWithKeys() throws Exception {
    keys = store().obtain(system, circuit).keys();
    file = directory().resolve("groth16.standard-1-2.keys");
    content = Files.readAllBytes(file);
    assertThat(warnings).isEmpty();
  }

  private Path directory() {
    return temp.resolve("keys");
  }

  private KeyStore store() {
    return KeyStore.in(directory(), warnings::add);
  }

  private static byte[] bytes(Keys keys) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.write(out);
    return out.toByteArray();
  }

  private int headerBytes() throws IOException {
    return content.length - bytes(keys).length;
  }

  @Test
  void the_file_says_what_it_is_and_holds_what_the_keys_write_and_nothing_else() throws Exception {
    byte[] written = bytes(keys);
    String header =
        """
        fedbench keys, insecure: made by a single party; whoever made it can forge
        version 1
        system groth16
        circuit standard-1-2
        key %s
        origin made
        length %012d
        sha256 %s
        """
            .formatted(
                keys.id(),
                written.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written)));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(header.getBytes(StandardCharsets.US_ASCII));
    expected.write(written);
    assertThat(content).isEqualTo(expected.toByteArray());
  }

  /** Not read, one warning, and the file is left alone. */
  private void assertRefused(byte[] changed, String why) throws IOException {
    Files.write(file, changed);
    warnings.clear();
    KeyDirectory directory = new KeyDirectory(directory(), warnings::add);
    assertThat(directory.made(NAME, system, circuit)).as(why).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(file + " is not used: ")
        .contains(why);
    assertThat(file).hasBinaryContent(changed);
  }

  @Test
  void a_file_cut_short_anywhere_is_not_used() throws Exception {
    int header = headerBytes();
    IntStream lengths =
        IntStream.concat(
            IntStream.range(0, header + 2),
            IntStream.of(
                header + 20, KeyHeader.MOST_BYTES, content.length / 2, content.length - 1));
    for (int length : lengths.toArray()) {
      assertRefused(Arrays.copyOf(content, length), "");
    }
    assertRefused(Arrays.copyOf(content, content.length - 1), "bytes of keys; expected");
    assertRefused(Arrays.copyOf(content, content.length + 1), "bytes of keys; expected");
  }

  @Test
  void no_bit_of_it_can_be_another() throws Exception {
    Random random = new Random(1);
    int header = headerBytes();
    for (int at = 0; at < header; at++) {
      assertRefused(flipped(at, random.nextInt(8)), "");
    }
    for (int i = 0; i < 40; i++) {
      int at = header + random.nextInt(content.length - header);
      assertRefused(flipped(at, random.nextInt(8)), "its checksum is wrong");
    }
  }

  private byte[] flipped(int at, int bit) {
    byte[] changed = content.clone();
    changed[at] ^= (byte) (1 << bit);
    return changed;
  }

  @ParameterizedTest
  @CsvSource({
    "version 1,version 2,it is of another version; expected 1",
    "version 1,version 12,it is of another version; expected 1",
    "system groth16,system plonk16,it is for circuit standard-1-2 of plonk16; expected standard-1-2 of groth16",
    "circuit standard-1-2,circuit standard-9-2,it is for circuit standard-9-2 of groth16; expected",
    "origin made,origin fetched,its keys were fetched from elsewhere; expected made here",
    "origin made,origin nowhere,its header is damaged",
    "insecure,secure,it does not start with 'fedbench keys",
    "length 0,length 9,bytes of keys; expected 90",
    "length 0,length -,its header is damaged"
  })
  void another_header_is_refused_with_a_reason(String from, String to, String why)
      throws Exception {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    String changed = text.replaceFirst(from, to);
    assertRefused(changed.getBytes(StandardCharsets.ISO_8859_1), why);
  }

  @Test
  void a_warning_repeats_nothing_that_a_terminal_would_obey() throws Exception {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String changed = text.replaceFirst("circuit standard", "circuit \u001b[2Jard");
    assertRefused(changed.getBytes(StandardCharsets.ISO_8859_1), "its header is damaged");
    assertThat(warnings.get(0)).doesNotContain("\u001b");
    // A file whose sums are right, with a name inside that is not.
    byte[] inside = bytes(keys);
    inside[3] = 0x1b;
    assertRefused(sealed(keys.id(), inside), "keys of circuit s?andard-1-2");
  }

  private static byte[] sealed(String keyId, byte[] inside) throws Exception {
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(inside));
    byte[] header = new KeyHeader(NAME, keyId, KeyOrigin.MADE, inside.length, sha256).encode();
    byte[] all = Arrays.copyOf(header, header.length + inside.length);
    System.arraycopy(inside, 0, all, header.length, inside.length);
    return all;
  }

  @Test
  void other_keys_behind_a_header_that_is_right_are_refused() throws Exception {
    byte[] others = bytes(new WatchedSystem().setup(system.circuit(2)));
    assertRefused(sealed(keys.id(), others), "keys of circuit standard-2-2; expected standard-1-2");
    Keys same = new WatchedSystem().setup(circuit);
    assertRefused(
        sealed(keys.id(), bytes(same)),
        "it says keys %s and holds %s".formatted(keys.id(), same.id()));
    assertRefused(sealed(keys.id(), new byte[0]), "");
  }

  /** Sparse: it takes no place. */
  @Test
  void a_length_beyond_measure_is_refused_before_it_is_read() throws Exception {
    long length = KeyHeader.MOST_LENGTH + 1;
    byte[] header = new KeyHeader(NAME, keys.id(), KeyOrigin.MADE, length, "0".repeat(64)).encode();
    Files.write(file, header);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(header.length + length);
    }
    KeyDirectory directory = new KeyDirectory(directory(), warnings::add);
    assertThat(directory.made(NAME, system, circuit)).isEmpty();
    assertThat(warnings).singleElement().asString().contains("and at most 1073741824");
  }

  @Test
  void obtain_makes_new_keys_in_place_of_bad_ones_and_find_finds_none() throws Exception {
    Files.write(file, flipped(content.length - 1, 0));
    KeyStore store = store();
    assertThat(store.find(system, circuit, keys.id())).isEmpty();
    assertThat(store.find(system, circuit, keys.id())).isEmpty();
    KeyStore.Acquired fresh = store.obtain(system, circuit);
    assertThat(fresh.made()).isTrue();
    assertThat(fresh.keys().id()).isNotEqualTo(keys.id());
    assertThat(warnings).singleElement().asString().endsWith("its checksum is wrong");
    assertThat(store().obtain(system, circuit).keys().id()).isEqualTo(fresh.keys().id());
    assertThat(warnings).hasSize(1);
  }

  @Test
  void keys_of_another_circuit_under_this_ones_name_are_not_used() throws Exception {
    store().obtain(system, system.circuit(2));
    Files.copy(
        directory().resolve("groth16.standard-2-2.keys"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(store().obtain(system, circuit).made()).isTrue();
    assertThat(warnings).singleElement().asString().contains("it is for circuit standard-2-2");
  }

  @Test
  void fetched_keys_under_the_name_of_our_own_or_another_id_are_not_used() throws Exception {
    Keys fetched = new WatchedSystem().setup(circuit);
    store().put(system, fetched);
    Path theirs = directory().resolve("groth16.standard-1-2.%s.keys".formatted(fetched.id()));
    assertRefused(Files.readAllBytes(theirs), "its keys were fetched from elsewhere");
    Path renamed = directory().resolve("groth16.standard-1-2.%s.keys".formatted("ab"));
    Files.move(theirs, renamed);
    warnings.clear();
    Files.delete(file);
    assertThat(store().find(system, circuit, "ab")).isEmpty();
    assertThat(warnings)
        .containsExactly("%s is not used: it is of keys %s".formatted(renamed, fetched.id()));
  }

  @Test
  void a_link_is_not_followed_and_replaced_when_keys_are_made() throws Exception {
    Path target = temp.resolve("elsewhere");
    Files.move(file, target);
    Files.createSymbolicLink(file, target);
    KeyStore store = store();
    assertThat(store.find(system, circuit, keys.id())).isEmpty();
    assertThat(store.obtain(system, circuit).made()).isTrue();
    assertThat(warnings).containsExactly(file + " is not used: it is no regular file");
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void a_directory_in_its_place_is_an_error() throws Exception {
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> store().obtain(system, circuit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThat(warnings).containsExactly(file + " is not used: it is no regular file");
    assertNoTemporaryFiles();
  }

  private void assertNoTemporaryFiles() {
    assertThat(directory().toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-rw-rw-"})
  void a_file_that_others_may_write_to_is_not_used(String permissions) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThat(store().obtain(system, circuit).made()).isTrue();
    assertThat(warnings)
        .containsExactly(
            "%s is not used: others may write to it (%s)".formatted(file, permissions));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keys_that_cannot_be_written_leave_the_file_as_it_was() throws Exception {
    Keys failing = new Liar(keys, keys.id(), true);
    KeyFile here = new KeyFile(file, NAME, KeyOrigin.MADE);
    assertThatThrownBy(() -> here.write(failing)).hasMessage("half way");
    assertThat(file).hasBinaryContent(content);
    assertNoTemporaryFiles();
  }

  @Test
  void keys_that_say_they_are_others_are_not_used() throws Exception {
    new KeyFile(file, NAME, KeyOrigin.MADE).write(new Liar(keys, "ab", false));
    assertThat(store().find(system, circuit, "ab")).isEmpty();
    assertThat(warnings)
        .containsExactly("%s is not used: it says keys ab and holds %s".formatted(file, keys.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AB", "../ab", "a\0b", "x"})
  void an_id_that_is_none_names_no_file(String id) throws Exception {
    KeyStore store = store();
    Keys fetched = new Liar(keys, id, false);
    String[] before = directory().toFile().list();
    store.put(system, fetched);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("expected 1 to 128 hexadecimal digits")
        .doesNotContain("\0");
    assertThat(directory().toFile().list()).containsExactlyInAnyOrder(before);
    assertThat(store.find(system, circuit, id)).containsSame(fetched);
  }

  /** Keys that go by another id, and may fail half way while being written. */
  private record Liar(Keys keys, String id, boolean fails) implements Keys {

    @Override
    public Circuit circuit() {
      return keys.circuit();
    }

    @Override
    public ProofGenerator generator() {
      return keys.generator();
    }

    @Override
    public ProofVerifier verifier() {
      return keys.verifier();
    }

    @Override
    public String verificationKeyJson() {
      return keys.verificationKeyJson();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      keys.write(out);
      if (fails) {
        throw new IOException("half way");
      }
    }
  }
}
