package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Update;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientPoolTest {

  private static final ClientContext CONTEXT = new ClientContext("0", 0, 1, 1);

  private static final class Counted extends Client {
    private int closed;

    @Override
    public Update fit(FitRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final List<Counted> made = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final ClientFactory factory =
      context -> {
        made.add(new Counted());
        return made.get(made.size() - 1);
      };

  private ClientPool pool(ClientFactory clients, int slots) {
    return new ClientPool(clients, new HostCode(() -> false), slots, warnings::add);
  }

  @Test
  void a_slots_client_is_made_once_kept_and_closed_with_the_pool() throws Exception {
    ClientPool pool = pool(factory, 2);
    Client first = pool.with(0, CONTEXT, client -> client);
    assertThat(pool.<Client>with(0, CONTEXT, client -> client)).isSameAs(first);
    assertThat(pool.<Client>with(1, CONTEXT, client -> client)).isNotSameAs(first);
    assertThat(made).hasSize(2).allMatch(client -> client.closed == 0);
    pool.close();
    pool.close();
    assertThat(made).hasSize(2).allMatch(client -> client.closed == 1);
  }

  @Test
  void a_client_whose_work_failed_is_kept_too() throws Exception {
    ClientPool pool = pool(factory, 1);
    assertThatThrownBy(
            () ->
                pool.with(
                    0,
                    CONTEXT,
                    client -> {
                      throw new TurnFailedException(Cause.CLIENT_ERROR, "no");
                    }))
        .isInstanceOf(TurnFailedException.class);
    pool.with(0, CONTEXT, client -> client);
    assertThat(made).singleElement().matches(client -> client.closed == 0);
  }

  @Test
  void a_client_at_work_while_the_pool_closes_is_closed_once_after_its_work() throws Exception {
    ClientPool pool = pool(factory, 1);
    pool.with(
        0,
        CONTEXT,
        client -> {
          pool.close();
          assertThat(made.get(0).closed).isZero();
          return client;
        });
    assertThat(made.get(0).closed).isEqualTo(1);
    pool.close();
    assertThat(made.get(0).closed).isEqualTo(1);
  }

  @Test
  void beyond_the_bound_each_piece_of_work_has_a_client_of_its_own() throws Exception {
    ClientPool pool = pool(factory, ClientFactory.MAX_KEPT + 1);
    pool.with(0, CONTEXT, client -> client);
    pool.with(0, CONTEXT, client -> client);
    assertThat(made).hasSize(2).allMatch(client -> client.closed == 1);
    pool.close();
    assertThat(made).allMatch(client -> client.closed == 1);
  }

  @Test
  void a_client_that_does_not_close_keeps_no_other_from_closing() throws Exception {
    ClientFactory stubborn =
        context ->
            new Client() {
              @Override
              public Update fit(FitRequest request) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void close() {
                throw new AssertionError("stays");
              }
            };
    ClientFactory mixed = context -> (made.isEmpty() ? factory : stubborn).create(context);
    ClientPool pool = pool(mixed, 3);
    pool.with(2, CONTEXT, client -> client);
    pool.with(0, CONTEXT, client -> client);
    pool.with(1, CONTEXT, client -> client);
    pool.close();
    assertThat(made).singleElement().matches(client -> client.closed == 1);
    assertThat(warnings).hasSize(2).allMatch(text -> text.contains("stays"));
  }
}
