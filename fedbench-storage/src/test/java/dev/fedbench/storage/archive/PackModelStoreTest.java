package dev.fedbench.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.fl.ModelStore;
import dev.fedbench.spi.Extensions;
import dev.fedbench.testing.ModelStoreContract;
import org.junit.jupiter.api.Test;

class PackModelStoreTest extends ModelStoreContract {

  @Override
  protected ModelStore store() {
    return new PackModelStore();
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Extensions.of(ModelStore.class).find("packs"))
        .containsInstanceOf(PackModelStore.class);
  }
}
