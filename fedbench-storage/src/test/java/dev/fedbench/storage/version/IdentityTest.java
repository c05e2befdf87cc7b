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
    int parts = chunk.length < 61_440 ? 0 : chunk.length / 3840;
    for (int k = 0; k < parts; k++) {
      byte[] part = new byte[64 + 3840];
      System.arraycopy(chunk, 3840 * k, part, 64, 3840);
      content.writeBytes(sha256(part));
    }
    content.writeBytes(Arrays.copyOfRange(chunk, 3840 * parts, chunk.length));
    return ObjectId.of(content.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 63, 64, 1023, 61_439, 61_440, 61_441, 65_279, 65_280, 100_000, 983_040})
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
    "CHUNK, 100000, 5af901d770de677b6999f365eac920a4d61939ac89e2825525e5f42ef83cfbd9",
    "CHUNK, 983040, c5ecc1460f76e45041726fbf12ab20b2a5d58e9017ddbe3bff99caaf66e981be",
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
    byte[] chunk = random(61_440 + 100);
    Set<ObjectId> seen = new HashSet<>();
    seen.add(Identity.of(RecordKind.CHUNK, chunk));
    int some = 0;
    for (int at = 0; at < chunk.length; at += 457) {
      chunk[at] ^= 1;
      seen.add(Identity.of(RecordKind.CHUNK, chunk));
      chunk[at] ^= 1;
      some++;
    }
    assertThat(seen).hasSize(1 + some);
    byte[] zeros = new byte[70_000]; // equal parts, and as long as what is not there
    for (int length : new int[] {61_439, 61_440, 65_280, 65_281, 70_000}) {
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
