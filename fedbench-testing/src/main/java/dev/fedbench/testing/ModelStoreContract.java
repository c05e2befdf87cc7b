package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.ModelStore;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of models must do. Extend it and say which. */
public abstract class ModelStoreContract {

  private static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("weights", 50, 50), TensorSpec.of("bias", 3));

  private static final KeptUpdate UPDATE = new KeptUpdate("client-7", 2, 1, 120);

  @TempDir private Path directory;

  /** For subclasses. */
  protected ModelStoreContract() {}

  /** The store under test. */
  protected abstract ModelStore store();

  private ModelArchive open(String run) throws Exception {
    return store().open(directory.resolve("models"), run);
  }

  /** Any bits: NaNs with payloads, infinities, subnormals and negative zeros among them. */
  private static Tensors anyBits(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LAYOUT.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    values[0] = -0.0f;
    values[1] = Float.NEGATIVE_INFINITY;
    values[2] = Float.MIN_VALUE;
    return new Tensors(LAYOUT, values);
  }

  private static void assertSame(Optional<Tensors> found, Tensors expected) {
    assertThat(found).isPresent();
    assertThat(found.get().layout()).isEqualTo(expected.layout());
    float[] values = found.get().values();
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.floatToRawIntBits(values[i]))
          .as("bits of value %d", i)
          .isEqualTo(Float.floatToRawIntBits(expected.values()[i]));
    }
  }

  @Test
  void has_a_name_that_users_can_type() {
    assertThat(store().name()).matches("[a-z0-9-]+");
  }

  @Test
  void every_version_comes_back_bit_by_bit_also_after_reopening() throws Exception {
    try (ModelArchive archive = open("run-1")) {
      assertThat(archive.versions()).isEmpty();
      archive.keep(1, anyBits(1));
      archive.keep(2, anyBits(2));
      archive.keep(5, anyBits(1));
      assertSame(archive.model(2), anyBits(2));
    }
    try (ModelArchive archive = open("run-1")) {
      assertThat(archive.versions()).containsExactly(1L, 2L, 5L);
      assertSame(archive.model(1), anyBits(1));
      assertSame(archive.model(2), anyBits(2));
      assertSame(archive.model(5), anyBits(1));
      assertThat(archive.model(3)).isEmpty();
      archive.keep(6, anyBits(6));
      assertThat(archive.versions()).containsExactly(1L, 2L, 5L, 6L);
    }
  }

  @Test
  void a_version_is_later_than_those_before() throws Exception {
    try (ModelArchive archive = open("run")) {
      archive.keep(3, anyBits(1));
      for (long version : new long[] {-1, 0, 2, 3}) {
        assertThatThrownBy(() -> archive.keep(version, anyBits(2)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(Long.toString(version));
      }
      assertThat(archive.versions()).containsExactly(3L);
      assertSame(archive.model(3), anyBits(1));
    }
  }

  @Test
  void updates_come_back_with_client_round_base_and_examples_in_order() throws Exception {
    KeptUpdate other = new KeptUpdate("клиент/../8", 2, 1, 0);
    KeptUpdate none = new KeptUpdate("nobody", 0, 0, 0);
    try (ModelArchive archive = open("run")) {
      archive.keep(UPDATE, anyBits(1));
      archive.keep(1, anyBits(9));
      archive.keep(other, anyBits(2));
      archive.keep(UPDATE, anyBits(3));
    }
    try (ModelArchive archive = open("run")) {
      assertThat(archive.updates()).containsExactly(UPDATE, other, UPDATE);
      assertSame(archive.delta(UPDATE), anyBits(1));
      assertSame(archive.delta(other), anyBits(2));
      assertThat(archive.delta(none)).isEmpty();
      assertThat(archive.versions()).containsExactly(1L);
    }
  }

  @Test
  void runs_in_one_directory_do_not_mix() throws Exception {
    try (ModelArchive archive = open("a")) {
      archive.keep(1, anyBits(1));
    }
    try (ModelArchive archive = open("b")) {
      assertThat(archive.versions()).isEmpty();
      archive.keep(1, anyBits(2));
      archive.keep(UPDATE, anyBits(2));
    }
    try (ModelArchive archive = open("a")) {
      assertSame(archive.model(1), anyBits(1));
      assertThat(archive.updates()).isEmpty();
    }
  }

  @Test
  void a_model_without_tensors_is_a_model() throws Exception {
    try (ModelArchive archive = open("run")) {
      archive.keep(1, Tensors.EMPTY);
      assertSame(archive.model(1), Tensors.EMPTY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../a", "a/b", "ä"})
  void an_id_that_is_none_is_refused(String run) {
    assertThatThrownBy(() -> open(run)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void to_close_twice_is_to_close_once() throws Exception {
    ModelArchive archive = open("run");
    archive.keep(1, anyBits(1));
    archive.close();
    archive.close();
    open("run").close();
  }
}
