package dev.fedbench.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What who uses it sees: once made, kept, shared; made and fetched keys apart. */
class KeyStoreTest {

  @TempDir Path temp;

  private final List<String> warnings = new ArrayList<>();
  private final WatchedSystem system = new WatchedSystem();
  private final Circuit circuit = system.circuit(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void nothingUnexpectedWasSaid() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(warnings).isEmpty();
  }

  private KeyStore onDisk() {
    return KeyStore.in(temp.resolve("keys"), warnings::add);
  }

  private KeyStore store(boolean disk) {
    return disk ? onDisk() : KeyStore.inMemory();
  }

  private Keys foreign(Circuit circuit) throws ProofException {
    return new WatchedSystem().setup(circuit);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_circuit_is_set_up_once_and_all_get_the_same_keys(boolean disk) throws Exception {
    KeyStore store = store(disk);
    KeyStore.Acquired first = store.obtain(system, circuit);
    KeyStore.Acquired second = store.obtain(system, system.circuit(1));
    assertThat(first.made()).isTrue();
    assertThat(first.took()).isPositive();
    assertThat(second.made()).isFalse();
    assertThat(second.keys()).isSameAs(first.keys());
    assertThat(store.find(system, circuit, first.keys().id())).containsSame(first.keys());
    assertThat(store.obtain(system, system.circuit(2)).made()).isTrue();
    assertThat(system.setups).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void threads_that_ask_at_once_wait_for_the_one_that_makes_them(boolean disk) throws Exception {
    KeyStore store = store(disk);
    system.proceed = new CountDownLatch(1);
    List<Future<KeyStore.Acquired>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(threads.submit(() -> store.obtain(system, circuit)));
    }
    system.begun.await();
    system.proceed.countDown();
    List<KeyStore.Acquired> acquired = new ArrayList<>();
    for (Future<KeyStore.Acquired> one : all) {
      acquired.add(one.get());
    }
    assertThat(acquired).extracting(KeyStore.Acquired::keys).containsOnly(acquired.get(0).keys());
    assertThat(acquired).filteredOn(KeyStore.Acquired::made).hasSize(1);
    assertThat(system.setups).hasValue(1);
  }

  @Test
  void who_waits_for_a_setup_that_fails_makes_the_next() throws Exception {
    KeyStore store = onDisk();
    system.proceed = new CountDownLatch(1);
    system.failure = Optional.of(new ProofException("no luck"));
    Future<KeyStore.Acquired> first = threads.submit(() -> store.obtain(system, circuit));
    system.begun.await();
    Future<KeyStore.Acquired> second = threads.submit(() -> store.obtain(system, circuit));
    system.proceed.countDown();
    assertThatThrownBy(first::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("no luck");
    assertThat(second.get().made()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_waits_can_be_interrupted(boolean disk) throws Exception {
    KeyStore store = store(disk);
    system.proceed = new CountDownLatch(1);
    Future<KeyStore.Acquired> first = threads.submit(() -> store.obtain(system, circuit));
    system.begun.await();
    for (KeyStore other : List.of(store, disk ? onDisk() : store)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> other.obtain(system, circuit))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
    system.proceed.countDown();
    assertThat(first.get().made()).isTrue();
    assertThat(store.obtain(system, circuit).made()).isFalse();
  }

  @Test
  void an_interrupt_while_keys_are_written_leaves_no_file() throws Exception {
    KeyStore store = onDisk();
    system.proceed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread maker =
        new Thread(
            () -> {
              try {
                store.obtain(system, circuit);
              } catch (Exception e) {
                thrown.add(e);
              }
              ended.countDown();
            },
            "maker");
    maker.start();
    system.begun.await();
    maker.interrupt();
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(temp.resolve("keys").toFile().list()).containsExactly("groth16.standard-1-2.lock");
    system.proceed.countDown();
    assertThat(store.obtain(system, circuit).made()).isTrue();
  }

  @Test
  void the_next_run_reads_what_this_one_made() throws Exception {
    Keys made = onDisk().obtain(system, circuit).keys();
    KeyStore.Acquired read = onDisk().obtain(system, circuit);
    assertThat(read.made()).isFalse();
    assertThat(read.keys().id()).isEqualTo(made.id());
    Claim claim = claim(circuit, 1);
    assertThat(made.verifier().verify(claim.statements(), read.keys().generator().prove(claim)))
        .isTrue();
    assertThat(system.setups).hasValue(1);
  }

  @Test
  void two_stores_on_one_directory_set_up_once() throws Exception {
    system.proceed = new CountDownLatch(1);
    Future<KeyStore.Acquired> first = threads.submit(() -> onDisk().obtain(system, circuit));
    system.begun.await();
    Future<KeyStore.Acquired> second = threads.submit(() -> onDisk().obtain(system, circuit));
    system.proceed.countDown();
    assertThat(first.get().made()).isTrue();
    assertThat(second.get().made()).isFalse();
    assertThat(second.get().keys().id()).isEqualTo(first.get().keys().id());
  }

  private static Claim claim(Circuit circuit, int values) {
    int[] update = new int[values];
    update[0] = 1;
    UpdateContext context =
        new UpdateContext(new byte[16], 1, 1, "a", 1, new byte[UpdateContext.SALT_BYTES]);
    int bits = circuit.spec().bits();
    return circuit.claim(
        context, new QuantizedUpdate(update, bits, 1), new Bounds(BigInteger.ONE, 1));
  }

  /** The id of a chunk's circuit does not say how many chunks there are. */
  @Test
  void updates_of_two_sizes_with_one_chunk_share_keys_and_not_circuits() throws Exception {
    ChunkSystem chunks = new ChunkSystem();
    Circuit small = chunks.circuit(new CircuitSpec(ProofKind.SECURE, 3, 16));
    Circuit large = chunks.circuit(new CircuitSpec(ProofKind.SECURE, 4, 16));
    for (KeyStore store : List.of(onDisk(), onDisk(), KeyStore.inMemory())) {
      Keys one = store.obtain(chunks, small).keys();
      KeyStore.Acquired other = store.obtain(chunks, large);
      assertThat(other.made()).isFalse();
      assertThat(other.keys().id()).isEqualTo(one.id());
      assertThat(one.circuit()).isEqualTo(small);
      assertThat(other.keys().circuit()).isEqualTo(large);
      assertThat(store.obtain(chunks, large).keys()).isSameAs(other.keys());
      assertThat(store.obtain(chunks, small).keys()).isSameAs(one);
    }
    assertThat(chunks.setups).as("on disk, and in memory").hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fetched_keys_are_found_by_their_id(boolean disk) throws Exception {
    KeyStore store = store(disk);
    Keys fetched = foreign(circuit);
    assertThat(store.find(system, circuit, fetched.id())).isEmpty();
    store.put(system, fetched);
    assertThat(store.find(system, circuit, fetched.id())).containsSame(fetched);
    assertThat(store.find(system, system.circuit(2), fetched.id())).isEmpty();
    assertThat(store.find(new WatchedSystem("other"), circuit, fetched.id())).isEmpty();
    assertThat(system.setups).as("find makes none").hasValue(0);
    if (disk) {
      assertThat(onDisk().find(system, circuit, fetched.id())).map(Keys::id).contains(fetched.id());
    }
  }

  @Test
  void keys_made_here_are_found_by_their_id_and_no_other_id_finds_them() throws Exception {
    Keys made = onDisk().obtain(system, circuit).keys();
    assertThat(onDisk().find(system, circuit, made.id())).map(Keys::id).contains(made.id());
    for (String id :
        List.of("0".repeat(64), "", "../x", "a\0b", made.id().toUpperCase(Locale.ROOT), "é")) {
      assertThat(onDisk().find(system, circuit, id)).isEmpty();
    }
  }

  /** Whoever made them could forge for who verifies with them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fetched_keys_are_never_obtained(boolean disk) throws Exception {
    KeyStore store = store(disk);
    Keys fetched = foreign(circuit);
    store.put(system, fetched);
    KeyStore.Acquired mine = store.obtain(system, circuit);
    assertThat(mine.made()).isTrue();
    assertThat(mine.keys().id()).isNotEqualTo(fetched.id());
    assertThat(store.find(system, circuit, fetched.id())).containsSame(fetched);
    assertThat(store(disk).obtain(system, circuit).keys().id()).isNotEqualTo(fetched.id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fetched_keys_never_take_the_place_of_our_own(boolean disk) throws Exception {
    KeyStore store = store(disk);
    Keys mine = store.obtain(system, circuit).keys();
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    mine.write(copy);
    Keys sameId = system.read(circuit, new ByteArrayInputStream(copy.toByteArray()));
    store.put(system, sameId);
    assertThat(store.obtain(system, circuit).keys()).isSameAs(mine);
    assertThat(store.find(system, circuit, mine.id())).containsSame(mine);
  }
}
