package dev.fedbench.zmq.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs with the jars that hosts get, on the module path and on the class path. */
class PathsIT {

  private static final String MAIN = "dev.fedbench.zmq.echo.Echo";
  private static final String MODULE = "echo.app/" + MAIN;

  private final Path own = Path.of(System.getProperty("own.jar"));

  /** All that it needs at run time. */
  private final Path jars = Path.of(System.getProperty("jars.directory"));

  private final Path stock = Path.of(System.getProperty("stock.directory"));

  @TempDir Path directory;

  private Path app;

  @BeforeEach
  void pack() throws IOException {
    app = directory.resolve("app.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), "echo.app");
    String entry = MAIN.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(app);
        JarOutputStream jar = new JarOutputStream(file, manifest);
        InputStream main = Echo.class.getResourceAsStream("/" + entry)) {
      jar.putNextEntry(new JarEntry(entry));
      main.transferTo(jar);
    }
  }

  @Test
  void curve_works_on_the_module_path() throws Exception {
    Run run = modules("--add-modules", "jnacl");
    assertThat(run.output())
        .containsSubsequence(
            "echo, accepted 1",
            "Echo in echo.app",
            "CurveKeys in dev.fedbench.zmq",
            "ZMQ in null",
            "xsalsa20poly1305 in jnacl");
    assertThat(run.code()).isZero();
  }

  @Test
  void curve_works_on_the_class_path() throws Exception {
    Run run = classes(all());
    assertThat(run.output())
        .containsSubsequence("echo, accepted 1", "Echo in null", "xsalsa20poly1305 in null");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_module_path_without_the_cryptography_is_told_what_to_say() throws Exception {
    Run run = modules();
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("--add-modules jnacl").doesNotContain("accepted");
  }

  /** Its descriptor lacks the services that its code asks for, and it can do nothing. */
  @Test
  void jeromq_on_the_module_path_is_told_where_to_go() throws Exception {
    Run run =
        java(
            List.of(
                "-p", join(all()), "--add-modules", "fr.loghub.jeromq-core,jnacl", "-m", MODULE));
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("put its jar on the class path").doesNotContain("accepted");
  }

  @Test
  void a_class_path_with_the_cryptography_that_is_replaced_is_refused() throws Exception {
    List<Path> path = new ArrayList<>(List.of(stock.resolve("jnacl.jar")));
    path.addAll(all());
    Run run = classes(path);
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("eu.neilalexander:jnacl is on the path; exclude it");
  }

  private record Run(int code, String output) {}

  /** All are modules but JeroMQ's. */
  private Run modules(String... options) throws IOException, InterruptedException {
    Path jeromq =
        all().stream()
            .filter(jar -> jar.getFileName().toString().startsWith("jeromq-"))
            .findFirst()
            .orElseThrow();
    List<Path> modules = new ArrayList<>(all());
    modules.remove(jeromq);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-p", join(modules), "-cp", jeromq.toString(), "-m", MODULE));
    return java(arguments);
  }

  private Run classes(List<Path> path) throws IOException, InterruptedException {
    return java(List.of("-cp", join(path), MAIN));
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return Stream.concat(files, Stream.of(own, app)).sorted().toList();
    }
  }

  private static String join(List<Path> path) {
    return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
  }

  private static Run java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
