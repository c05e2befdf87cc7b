package dev.fedbench.storage.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordKind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids against what docs/storage.md says that they are. */
class IdentityTest {

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    return ObjectId.sha256().digest(bytes);
  }

  /** As the document has it, byte after byte. */
  private static ObjectId slowly(byte[] chunk) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(1);
    for (int shift = 24; shift >= 0; shift -= 8) {
      content.write(chunk.length >> shift);
    }
    int stripes = chunk.length < 32_768 ? 0 : chunk.length / 2048;
    for (int column = 0; column < 32 && stripes > 0; column++) {
      byte[] message = new byte[64 + 64 * stripes];
      for (int i = 0; i < 64 * stripes; i++) {
        int inWord = 3 - i % 4;
        message[64 + i] = chunk[128 * (i / 4) + 4 * column + inWord];
      }
      content.writeBytes(sha256(message));
    }
    content.writeBytes(Arrays.copyOfRange(chunk, 2048 * stripes, chunk.length));
    return ObjectId.of(content.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 63, 64, 1023, 32_767, 32_768, 32_769, 34_815, 34_816, 100_000, 983_040})
  void a_chunk_has_the_id_that_the_document_says(int length) {
    byte[] chunk = random(length);
    ObjectId expected = slowly(chunk);
    assertThat(Identity.of(RecordKind.CHUNK, chunk)).isEqualTo(expected);
    byte[] within = new byte[length + 13];
    System.arraycopy(chunk, 0, within, 11, length);
    assertThat(Identity.of(RecordKind.CHUNK, within, 11, length)).isEqualTo(expected);
  }

  /** The format is sealed: another id here takes another version of the manifest. */
  @ParameterizedTest
  @CsvSource({
    "CHUNK, 3, 36553751f12cacc7e884a27cb803fe1c3340474520eb4cd9467f0b5d3684f192",
    "CHUNK, 100000, e4b3dc8770c2b7b068a30ae59602de81ccd985eabadb92bfd6bdb5d8762b22c9",
    "CHUNK, 983040, 86a53625097b2446c3a36f56b5ab12cb197e2424aaef2472cf0799f8b3e17ecc",
    "TENSOR, 50000, ffae885229799ee96bc830fb43577fa0743275d1042caa25299767cd8e11a8b5"
  })
  void ids_stay_what_they_are(RecordKind kind, int length, String id) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 ^ i >> 7);
    }
    assertThat(Identity.of(kind, bytes).hex()).isEqualTo(id);
  }

  @Test
  void every_byte_counts_and_so_does_its_place() {
    byte[] chunk = random(32_768 + 100);
    Set<ObjectId> seen = new HashSet<>();
    seen.add(Identity.of(RecordKind.CHUNK, chunk));
    int some = 0;
    for (int at = 0; at < chunk.length; at += 257) {
      chunk[at] ^= 1;
      seen.add(Identity.of(RecordKind.CHUNK, chunk));
      chunk[at] ^= 1;
      some++;
    }
    assertThat(seen).hasSize(1 + some);
    byte[] zeros = new byte[70_000]; // equal columns, and as long as what is not there
    for (int length : new int[] {32_767, 32_768, 34_816, 34_817, 70_000}) {
      assertThat(seen.add(Identity.of(RecordKind.CHUNK, zeros, 0, length))).isTrue();
    }
  }

  @Test
  void what_is_no_chunk_is_hashed_in_one_piece() {
    byte[] payload = random(50_000);
    byte[] content = new byte[1 + payload.length];
    content[0] = (byte) RecordKind.PAGE.code();
    System.arraycopy(payload, 0, content, 1, payload.length);
    assertThat(Identity.of(RecordKind.PAGE, payload)).isEqualTo(ObjectId.of(content));
  }
}
