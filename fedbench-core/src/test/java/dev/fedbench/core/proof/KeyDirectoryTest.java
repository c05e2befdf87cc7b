package dev.fedbench.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fedbench.core.keys.PrivateDirectory;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.ProofException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the directory, and one at a time. */
class KeyDirectoryTest {

  private static final String FILE = "groth16.standard-1-2.keys";
  private static final String LOCK = "groth16.standard-1-2.lock";

  @TempDir Path temp;

  private final List<String> warnings = new ArrayList<>();
  private final WatchedSystem system = new WatchedSystem();
  private final Circuit circuit = system.circuit(1);

  private KeyStore store(Path directory) {
    return KeyStore.in(directory, warnings::add);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Path directory(Path path, String permissions) throws IOException {
    Files.createDirectory(path);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void directory_and_files_are_made_for_their_owner_alone() throws Exception {
    Path directory = temp.resolve("a/b/keys");
    KeyStore store = store(directory);
    store.obtain(system, circuit);
    store.put(system, new WatchedSystem().setup(system.circuit(2)));
    assertThat(permissions(directory)).isEqualTo("rwx------");
    String[] names = directory.toFile().list();
    assertThat(names).hasSize(3).contains(FILE, LOCK);
    for (String name : names) {
      assertThat(permissions(directory.resolve(name))).as(name).isEqualTo("rw-------");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_store_that_is_not_used_makes_nothing() throws Exception {
    Path directory = temp.resolve("keys");
    assertThat(store(directory).find(system, circuit, "00")).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @Test
  void a_directory_of_our_own_that_others_may_read_will_do() throws Exception {
    Path directory = directory(temp.resolve("keys"), "rwxr-xr-x");
    assertThat(store(directory).obtain(system, circuit).made()).isTrue();
    assertThat(store(directory).obtain(system, circuit).made()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void a_directory_that_others_may_write_to_is_refused(String permissions) throws Exception {
    Path directory = directory(temp.resolve("keys"), permissions);
    Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
    for (Path path : List.of(directory, link)) {
      assertRefused(path, path + " may be written to by others (" + permissions + ")");
    }
    assertThat(directory).isEmptyDirectory();
  }

  /** Neither for obtain nor find; put keeps keys in memory, and says so. */
  private void assertRefused(Path directory, String message) throws Exception {
    KeyStore store = store(directory);
    assertThatThrownBy(() -> store.obtain(system, circuit))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
    assertThat(system.setups).as("before anything is made").hasValue(0);
    assertThatThrownBy(() -> store.find(system, circuit, "00"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
    var fetched = new WatchedSystem().setup(circuit);
    warnings.clear();
    store.put(system, fetched);
    store.put(system, fetched);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("fetched keys of standard-1-2 are not kept: " + message);
    assertThat(store.find(system, circuit, fetched.id())).containsSame(fetched);
  }

  @Test
  void a_directory_of_somebody_else_is_refused() throws Exception {
    Path directory = directory(temp.resolve("keys"), "rwx------");
    try {
      var nobody =
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(directory, nobody);
    } catch (IOException e) {
      assumeThat(e).as("only root can give directories away").isNull();
    }
    assertRefused(directory, directory + " belongs to nobody, who could put bad keys there");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_directory_that_may_not_be_written_to_is_refused() throws Exception {
    Path directory = Path.of("/proc"); // where not even root can make a file
    assumeThat(directory).isDirectory();
    assertRefused(directory, "/proc may not be written to (");
  }

  @Test
  void a_directory_that_cannot_be_made_or_is_none_is_refused() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "text");
    assertRefused(file, file + " is no directory");
    Path dangling = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
    assertRefused(dangling, dangling + " is no directory");
    Path below = file.resolve("keys");
    assertThatThrownBy(() -> store(below).obtain(system, circuit)) // in words that differ by Java
        .isInstanceOf(IOException.class)
        .hasMessageContaining(below.toString());
    Path proc = Path.of("/proc/fedbench/keys");
    assumeThat(proc.getRoot().resolve("proc")).isDirectory();
    assertThatThrownBy(() -> store(proc).obtain(system, circuit))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the directory " + proc + " for keys cannot be made: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", "a.b", "A", "a b", "a\0", "é", "\u001b[2J"})
  void what_could_name_another_file_names_none(String hostile) throws Exception {
    WatchedSystem named = new WatchedSystem(hostile);
    Path directory = temp.resolve("keys");
    assertThatThrownBy(() -> store(directory).obtain(named, circuit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot name a file of keys")
        .hasMessageNotContaining("\0")
        .hasMessageNotContaining("\u001b");
    assertThat(named.setups).hasValue(0);
    assertThatThrownBy(() -> new KeyName("groth16", hostile).prefix())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new KeyName("x".repeat(65), "a").prefix())
        .isInstanceOf(IOException.class);
    assertThat(KeyStore.inMemory().obtain(named, circuit).made()).isTrue();
  }

  @Test
  void without_posix_permissions_there_is_a_warning() throws Exception {
    Path path = temp.resolve("keys");
    PrivateDirectory directory = new PrivateDirectory(path, warnings::add, false);
    Path file = directory.open().resolve("file");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(path + ": there are no POSIX permissions here");
    assertThat(directory.fileAttributes()).isEmpty();
    assertThat(directory.holds(file)).isFalse();
    Files.createFile(file, directory.fileAttributes());
    assertThat(directory.holds(file)).isTrue();
  }

  @Test
  void who_holds_the_file_in_the_same_process_is_waited_for() throws Exception {
    Path directory = directory(temp.resolve("keys"), "rwx------");
    CompletableFuture<KeyStore.Acquired> acquired = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                acquired.complete(store(directory).obtain(system, circuit));
              } catch (IOException | ProofException | InterruptedException e) {
                acquired.completeExceptionally(e);
              }
            },
            "waiter");
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      waiter.start();
      assertThat(system.begun.await(100, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(lock.isValid()).isTrue();
    }
    assertThat(acquired.get(60, TimeUnit.SECONDS).made()).isTrue();
    waiter.join();
  }

  @Test
  void a_lock_that_is_a_link_is_not_followed() throws Exception {
    Path directory = directory(temp.resolve("keys"), "rwx------");
    Path target = temp.resolve("target");
    Files.createSymbolicLink(directory.resolve(LOCK), target);
    assertThatThrownBy(() -> store(directory).obtain(system, circuit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(LOCK);
    assertThat(target).doesNotExist();
  }

  @Test
  void two_processes_set_a_circuit_up_once() throws Exception {
    Path directory = temp.resolve("keys");
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        processes.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Other.class.getName(),
                    directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
      }
      List<String> said = new ArrayList<>();
      for (Process process : processes) {
        said.add(new String(process.getInputStream().readAllBytes()).strip());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      String id = store(directory).obtain(system, circuit).keys().id();
      assertThat(said).containsExactlyInAnyOrder("true " + id, "false " + id);
      assertThat(system.setups).hasValue(0);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /** The other process: says whether it made the keys, and their id. */
  static final class Other {

    private Other() {}

    public static void main(String[] args) throws Exception {
      WatchedSystem system = new WatchedSystem();
      KeyStore.Acquired acquired =
          KeyStore.in(Path.of(args[0]), System.err::println).obtain(system, system.circuit(1));
      System.out.println(acquired.made() + " " + acquired.keys().id());
    }
  }
}
