package dev.fedbench.fl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What reports call a host's work when the host does not say. */
class ClientFactoryTest {

  private static final class Click {
    private static Client create(ClientContext context) {
      throw new IllegalStateException("not to be called");
    }
  }

  private record ClickPrediction(int size) implements ClientFactory {
    @Override
    public Client create(ClientContext context) {
      return Click.create(context);
    }
  }

  @Test
  void a_factory_with_a_class_has_its_name() {
    assertThat(new ClickPrediction(3).workload()).isEqualTo("ClickPrediction");
  }

  @Test
  void a_factory_without_a_name_is_told_by_the_class_that_it_is_written_in() {
    ClientFactory lambda = context -> Click.create(context);
    ClientFactory reference = Click::create;
    ClientFactory anonymous =
        new ClientFactory() {
          @Override
          public Client create(ClientContext context) {
            return Click.create(context);
          }
        };
    assertThat(lambda.workload()).isEqualTo("custom-ClientFactoryTest");
    assertThat(reference.workload()).isEqualTo("custom-ClientFactoryTest");
    assertThat(anonymous.workload()).isEqualTo("custom-ClientFactoryTest");
  }
}
