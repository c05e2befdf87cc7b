package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.codec.EntropyBound.Kind;
import dev.fedbench.storage.workload.Model;
import dev.fedbench.storage.workload.Tensor;
import dev.fedbench.storage.workload.Workload;
import dev.fedbench.storage.workload.Workloads;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntropyBoundTest {

  private static ByteBuffer chunk(Workload workload, int model) {
    Model from = workload.models().get(model);
    Tensor tensor = from.tensors().get(0);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(ChunkCodec.MAX_BYTES, tensor.bytes()));
    tensor.read(0, bytes);
    return bytes.flip();
  }

  private static double bound(Kind kind, Dtype dtype, ByteBuffer chunk, ByteBuffer reference) {
    EntropyBound bound = new EntropyBound(kind, dtype);
    bound.add(chunk, Optional.of(reference));
    return bound.bytes();
  }

  @Test
  void the_entropy_of_few_bytes_is_what_one_computes_by_hand() {
    EntropyBound bound = new EntropyBound(Kind.LONE, Dtype.U8);
    bound.add(ByteBuffer.wrap(new byte[] {0, 0, 1, 2}), Optional.empty());
    assertThat(bound.bytes()).isCloseTo(6 / 8.0, offset(1e-12)); // 2 * 1 + 2 * 2 bits
  }

  @Test
  void a_difference_of_nothing_takes_nothing() {
    ByteBuffer chunk = chunk(Workloads.similar(1), 0);
    assertThat(bound(Kind.DELTA, Dtype.F32, chunk, chunk)).isZero();
  }

  /** Figures of numpy over the same workload, whose bounds were computed on their own. */
  @Test
  void bounds_of_near_models_are_the_published_ones() {
    Workload similar = Workloads.similar(1);
    ByteBuffer base = chunk(similar, 0);
    ByteBuffer near = chunk(similar, 1);
    double raw = near.remaining();
    assertThat(raw / bound(Kind.LONE, Dtype.F32, near, base)).isCloseTo(1.207, withPercentage(0.2));
    assertThat(raw / bound(Kind.DELTA, Dtype.F32, near, base))
        .isCloseTo(1.858, withPercentage(0.2));
    assertThat(raw / bound(Kind.DELTA_GIVEN_EXPONENT, Dtype.F32, near, base))
        .isCloseTo(1.941, withPercentage(0.3));
  }

  @Test
  void chunks_alone_come_within_a_hundredth_of_the_bound() {
    for (Workload workload : new Workload[] {Workloads.similar(1), Workloads.bf16similar(1)}) {
      Dtype dtype = workload.models().get(0).tensors().get(0).dtype();
      ByteBuffer chunk = chunk(workload, 0);
      double bound = bound(Kind.LONE, dtype, chunk, chunk);
      Encoded encoded = new ChunkCodec().encode(chunk, dtype, Optional.empty());
      assertThat((double) encoded.size()).isLessThan(bound * 1.01);
    }
  }

  @Test
  void differences_come_within_three_hundredths_of_the_bound_given_the_exponent() {
    for (Workload workload :
        new Workload[] {Workloads.similar(1), Workloads.transfer(1), Workloads.bf16similar(1)}) {
      Dtype dtype = workload.models().get(0).tensors().get(0).dtype();
      ByteBuffer base = chunk(workload, 0);
      ByteBuffer near = chunk(workload, 1);
      double bound = bound(Kind.DELTA_GIVEN_EXPONENT, dtype, near, base);
      Encoded encoded = new ChunkCodec().encode(near, dtype, Optional.of(base));
      assertThat((double) encoded.size()).isLessThan(bound * 1.03);
    }
  }
}
