package dev.fedbench.zmq.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowListTest {

  private final CurveKeys alice = CurveKeys.generate();
  private final CurveKeys bob = CurveKeys.generate();

  @TempDir Path directory;

  @Test
  void a_file_holds_a_key_and_a_name_a_line() throws IOException {
    Path file = directory.resolve("clients");
    Files.writeString(
        file,
        "# who may connect\n\n%s alice of the lab\n   %s\n#########\n"
            .formatted(alice.publicKey(), bob.publicKey()));
    AllowList list = AllowList.read(file);
    assertThat(list.size()).isEqualTo(2);
    assertThat(list.allows(alice.publicKey())).isTrue();
    assertThat(list.allows(bob.publicKey())).isTrue();
    assertThat(list.allows(CurveKeys.generate().publicKey())).isFalse();
  }

  @Test
  void a_certificate_is_a_list_of_one() throws IOException {
    Path file = directory.resolve("alice");
    alice.write(file);
    AllowList list = AllowList.read(file);
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.allows(alice.publicKey())).isTrue();
  }

  @Test
  void a_directory_holds_a_certificate_each() throws IOException {
    alice.write(directory.resolve("alice"));
    Files.writeString(directory.resolve(".hidden"), "no key");
    AllowList list = AllowList.read(directory);
    assertThat(list.size()).isEqualTo(1);
    bob.write(directory.resolve("bob"));
    list.reload();
    assertThat(list.size()).isEqualTo(2);
    assertThat(list.allows(bob.publicKey())).isTrue();
  }

  @Test
  void a_broken_file_keeps_the_list_and_says_where_it_is_broken() throws IOException {
    Path file = Files.writeString(directory.resolve("clients"), alice.publicKey() + "\n");
    AllowList list = AllowList.read(file);
    String cut = alice.secretZ85().substring(0, 39); // begins with no #, which further on may come
    Files.writeString(file, bob.publicKey() + "\n" + cut + "\n");
    assertThatThrownBy(list::reload)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("clients, line 2", "39 characters")
        .hasMessageNotContaining(cut);
    list.reloadIfChanged();
    assertThat(list.allows(alice.publicKey())).isTrue();
    assertThat(list.allows(bob.publicKey())).isFalse();

    Files.delete(file);
    assertThatThrownBy(list::reload)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("clients");
    list.reloadIfChanged();
    assertThat(list.size()).isEqualTo(1);
  }

  @Test
  void a_changed_file_is_read_again_and_an_unchanged_one_is_not() throws IOException {
    Path file = Files.writeString(directory.resolve("clients"), alice.publicKey() + "\n");
    AllowList list = AllowList.read(file);
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, bob.publicKey() + "\n");
    Files.setLastModifiedTime(file, before);
    list.reloadIfChanged();
    assertThat(list.allows(alice.publicKey())).isTrue();
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 5_000));
    list.reloadIfChanged();
    assertThat(list.allows(alice.publicKey())).isFalse();
    assertThat(list.allows(bob.publicKey())).isTrue();
  }

  @Test
  void a_list_of_keys_stays_as_it_is() throws IOException {
    AllowList list = AllowList.of(List.of(alice.publicKey()));
    list.reload();
    list.reloadIfChanged();
    assertThat(list.allows(alice.publicKey())).isTrue();
    assertThat(list).hasToString("AllowList[1 clients]");
  }
}
