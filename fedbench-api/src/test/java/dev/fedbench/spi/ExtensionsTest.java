package dev.fedbench.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

  @TempDir private Path directory;

  /** A suite without scenarios. */
  public abstract static class Empty implements Suite {
    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return List.of();
    }
  }

  public static final class Good extends Empty {
    @Override
    public String name() {
      return "good";
    }
  }

  public static final class Best extends Empty {
    @Override
    public String name() {
      return "best";
    }
  }

  public static final class OtherGood extends Empty {
    @Override
    public String name() {
      return "good";
    }
  }

  public static final class Throwing extends Empty {
    public Throwing() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String name() {
      return "throwing";
    }
  }

  public static final class Uninitialised extends Empty {
    static final int VALUE = Integer.parseInt("none");

    @Override
    public String name() {
      return "uninitialised" + VALUE;
    }
  }

  public static final class Nameless extends Empty {
    @Override
    public String name() {
      return null;
    }
  }

  public static final class NotEvenASuite {}

  private Extensions<Suite> suites(Class<?>... providers) throws IOException {
    return suites(Stream.of(providers).map(Class::getName).toList());
  }

  /** What a thread finds whose class loader sees these providers. */
  private Extensions<Suite> suites(List<String> providers) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(services.resolve(Suite.class.getName()), providers);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return Extensions.of(Suite.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void providers_are_found_by_their_names_in_order() throws Exception {
    Extensions<Suite> suites = suites(Good.class, Best.class);
    assertThat(suites.names()).containsExactly("best", "good");
    assertThat(suites.find("good")).containsInstanceOf(Good.class);
    assertThat(suites.explainMissing("goof"))
        .isEqualTo("unknown suite 'goof'; did you mean 'good'? Available here: best, good");
  }

  @Test
  void a_provider_that_throws_in_its_constructor_hides_no_other() throws Exception {
    Extensions<Suite> suites = suites(Good.class, Throwing.class, Best.class);
    assertThat(suites.names()).containsExactly("best", "good");
    assertThat(suites.explainMissing("throwing"))
        .contains("unknown suite 'throwing'", "Available here: best, good. Could not be loaded: ")
        .containsOnlyOnce(Throwing.class.getName())
        .contains("java.lang.IllegalStateException: no licence");
  }

  @Test
  void a_class_that_is_missing_hides_no_other() throws Exception {
    Extensions<Suite> suites = suites(List.of("org.example.Gone", Good.class.getName()));
    assertThat(suites.names()).containsExactly("good");
    assertThat(suites.explainMissing("gone")).contains("Provider org.example.Gone not found");
  }

  /** As when a plug-in's class extends one of a library that is not there. */
  @Test
  void a_class_that_cannot_be_linked_hides_no_other() throws Exception {
    Path broken = Files.createDirectories(directory.resolve("org/example"));
    Files.write(broken.resolve("Broken.class"), new byte[] {1, 2, 3});
    Extensions<Suite> suites = suites(List.of("org.example.Broken", Good.class.getName()));
    assertThat(suites.names()).containsExactly("good");
    assertThat(suites.explainMissing("broken"))
        .contains("a provider's class cannot be linked: java.lang.ClassFormatError");
  }

  @Test
  void a_provider_of_another_type_or_without_a_name_hides_no_other() throws Exception {
    Extensions<Suite> suites =
        suites(NotEvenASuite.class, Nameless.class, Uninitialised.class, Good.class);
    assertThat(suites.names()).containsExactly("good");
    assertThat(suites.explainMissing("x"))
        .contains(NotEvenASuite.class.getName() + " not a subtype")
        .contains(Nameless.class.getName() + ": java.lang.NullPointerException: its name is null")
        .contains(Uninitialised.class.getName(), "ExceptionInInitializerError");
  }

  @Test
  void a_file_that_cannot_be_parsed_is_told() throws Exception {
    Extensions<Suite> suites = suites(List.of("not a class name"));
    assertThat(suites.names()).isEmpty();
    assertThat(suites.explainMissing("x"))
        .contains("Available here: none. Could not be loaded: ", "Illegal configuration-file");
  }

  @Test
  void a_name_that_two_claim_is_nobodys_and_the_others_are_found() throws Exception {
    Extensions<Suite> suites = suites(Good.class, OtherGood.class, Best.class);
    assertThat(suites.names()).containsExactly("best");
    assertThat(suites.find("good")).isEmpty();
    assertThat(suites.explainMissing("good"))
        .isEqualTo(
            "suite 'good': this name is claimed by %s and %s; take all but one of them off the class path",
            Good.class.getName(), OtherGood.class.getName());
  }
}
