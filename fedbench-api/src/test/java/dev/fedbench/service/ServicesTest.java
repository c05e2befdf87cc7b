package dev.fedbench.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.Engine;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ResultRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The api alone has no providers: what is found here comes from the context class loader. */
class ServicesTest {

  /** Found in one class loader only. */
  public static final class Mine implements ResultRenderer {

    /** Made by the service loader. */
    public Mine() {}

    @Override
    public String render(BenchmarkResult result) {
      return "mine";
    }
  }

  @Test
  void the_context_class_loader_is_asked() {
    ResultRenderer found =
        in(providing(ResultRenderer.class), () -> Services.first(ResultRenderer.class, "renders"));
    assertThat(found).isInstanceOf(Mine.class);
  }

  @Test
  void a_thread_without_a_context_class_loader_asks_the_apis() {
    assertThatThrownBy(() -> in(null, () -> Services.first(ResultRenderer.class, "renders")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("renders", "fedbench-core");
  }

  @Test
  void a_missing_service_names_the_artifact() {
    ClassLoader other = providing(ResultRenderer.class);
    assertThatThrownBy(() -> in(other, () -> Services.first(Engine.class, "runs benchmarks")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing here runs benchmarks; add the artifact dev.fedbench:fedbench-core");
  }

  private static <T> T in(ClassLoader context, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A loader in which {@link Mine} is registered as a provider. */
  private static ClassLoader providing(Class<?> service) {
    return new ClassLoader(ServicesTest.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals("META-INF/services/" + service.getName())
            ? Collections.enumeration(List.of(url(Mine.class.getName())))
            : super.getResources(name);
      }
    };
  }

  private static URL url(String content) throws MalformedURLException {
    return new URL(
        "memory",
        "",
        -1,
        "/services",
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public java.io.InputStream getInputStream() {
                return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
              }
            };
          }
        });
  }
}
