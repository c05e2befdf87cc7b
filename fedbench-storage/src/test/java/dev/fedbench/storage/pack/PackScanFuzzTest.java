package dev.fedbench.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a pack: records and damages that cover all of it. And a manifest, or refused. */
class PackScanFuzzTest {

  static Stream<byte[]> packs() throws IOException {
    byte[] payload = {1, 2, 3, 4, 5};
    ByteBuffer pack = ByteBuffer.allocate(300);
    pack.put(PackFile.header(1));
    for (RecordKind kind : List.of(RecordKind.CHUNK, RecordKind.COMMIT)) {
      ObjectId id = ObjectId.of(new byte[] {(byte) kind.code()});
      new Frame(kind, 0, payload.length, Frame.crc(payload, 0, payload.length), id).write(pack);
      pack.put(payload);
    }
    byte[] sound = new byte[pack.position()];
    pack.flip().get(sound);
    byte[] damaged = sound.clone();
    damaged[40] ^= 1;
    return Stream.of(sound, damaged);
  }

  @MethodSource("packs")
  @FuzzTest(maxDuration = "1m")
  void records_and_damages_cover_any_bytes(byte[] bytes) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    DiskFile file = disk.create(Path.of("/p"));
    file.writeFully(ByteBuffer.wrap(bytes), 0);
    PackFile pack = new PackFile(1, Path.of("/p"), file);
    List<Damage> damages = new ArrayList<>();
    List<Location> found = new ArrayList<>();
    new PackScan(pack, (id, at) -> found.add(at), damages).scan(0, bytes.length);
    long covered = found.stream().mapToLong(Location::stored).sum();
    covered += damages.stream().mapToLong(damage -> damage.to() - damage.from()).sum();
    boolean header = damages.stream().noneMatch(damage -> damage.from() == 0);
    assertThat(covered + (header ? PackFile.HEADER : 0))
        .isEqualTo(Math.max(PackFile.HEADER, bytes.length));
  }

  static Stream<byte[]> manifests() {
    return Stream.of(ManifestFile.text(Manifest.EMPTY).getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("manifests")
  @FuzzTest(maxDuration = "1m")
  void any_text_is_a_manifest_or_refused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      assertThat(ManifestFile.parse(ManifestFile.text(ManifestFile.parse(text))))
          .isEqualTo(ManifestFile.parse(text));
    } catch (IllegalArgumentException expected) {
      // refused
    }
  }
}
