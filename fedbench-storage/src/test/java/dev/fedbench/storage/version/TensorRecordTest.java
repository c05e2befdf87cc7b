package dev.fedbench.storage.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorRecordTest {

  private static final ObjectId ID = ObjectId.of(new byte[1]);

  private static TensorRecord record(TensorInfo layout, int chunks) {
    return new TensorRecord(layout, Collections.nCopies(chunks, ID));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, TensorRecord.CHUNK, TensorRecord.CHUNK + 1, TensorInfo.MAX_BYTES})
  void a_tensor_of_any_size_that_may_be_is_read_again(long bytes) throws Exception {
    TensorInfo layout = TensorInfo.of("", Dtype.U8, bytes);
    int chunks = TensorRecord.chunks(layout);
    assertThat((long) chunks * TensorRecord.CHUNK).isBetween(bytes, bytes + TensorRecord.CHUNK - 1);
    TensorRecord written = record(layout, chunks);
    assertThat(TensorRecord.read(new FieldReader(ByteBuffer.wrap(written.toBytes()))))
        .isEqualTo(written);
    byte[] more = record(layout, chunks + 1).toBytes();
    assertThatThrownBy(() -> TensorRecord.read(new FieldReader(ByteBuffer.wrap(more))))
        .isInstanceOf(FieldReader.MalformedException.class);
  }
}
