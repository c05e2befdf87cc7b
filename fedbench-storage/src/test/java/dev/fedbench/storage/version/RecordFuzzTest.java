package dev.fedbench.storage.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a record, which is written as it was read, or refused. */
class RecordFuzzTest {

  private static final ObjectId ID = ObjectId.of(new byte[] {1});

  private interface Reading<T> {
    T read(FieldReader in) throws FieldReader.MalformedException;
  }

  private interface Writing<T> {
    byte[] write(T record);
  }

  private static <T> void total(byte[] bytes, Reading<T> reading, Writing<T> writing) {
    T record;
    try {
      record = reading.read(new FieldReader(ByteBuffer.wrap(bytes)));
    } catch (FieldReader.MalformedException expected) {
      assertThat(expected.getMessage()).isNotBlank();
      return;
    }
    try {
      assertThat(reading.read(new FieldReader(ByteBuffer.wrap(writing.write(record)))))
          .isEqualTo(record);
    } catch (FieldReader.MalformedException e) {
      throw new AssertionError("what was read cannot be written and read again", e);
    }
  }

  static Stream<byte[]> commits() {
    return Stream.of(
        new CommitRecord(ID, List.of(ID), Instant.EPOCH, "message", Map.of("k", "v")).toBytes());
  }

  @MethodSource("commits")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_commit_or_refused(byte[] bytes) {
    total(bytes, CommitRecord::read, CommitRecord::toBytes);
  }

  static Stream<byte[]> checkpoints() {
    return Stream.of(
        new CheckpointRecord(1, 4, Map.of("a", "b"), Map.of("h", ID), List.of(ID)).toBytes());
  }

  @MethodSource("checkpoints")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_checkpoint_or_refused(byte[] bytes) {
    total(bytes, CheckpointRecord::read, CheckpointRecord::toBytes);
  }

  static Stream<byte[]> tensors() {
    return Stream.of(new TensorRecord(TensorInfo.of("", Dtype.F32, 3, 5), List.of(ID)).toBytes());
  }

  @MethodSource("tensors")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_tensor_or_refused(byte[] bytes) {
    total(bytes, TensorRecord::read, TensorRecord::toBytes);
  }

  static Stream<byte[]> pages() {
    FieldWriter page = new FieldWriter();
    Entry.writePage(List.of(new Entry(TensorInfo.of("w", Dtype.U8, 7), ID)), 0, page);
    return Stream.of(page.toBytes());
  }

  @MethodSource("pages")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_page_or_refused(byte[] bytes) {
    total(
        bytes,
        Entry::readPage,
        entries -> {
          FieldWriter page = new FieldWriter();
          Entry.writePage(entries, 0, page);
          return page.toBytes();
        });
  }
}
