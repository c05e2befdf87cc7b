package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The method by which a server's process is recorded: {@code start}, with the options, and {@code
 * stop}, which is answered with a {@link Profile}. Owns a thread while there is something to do.
 */
final class ProfileMethod implements RpcHandler, AutoCloseable {

  static final String NAME = "profile";

  private static final String STOP = "stop";
  private static final int MOST_BYTES = 400;

  private final ThreadPoolExecutor executor;
  private Optional<FlightRecording> recording = Optional.empty();

  ProfileMethod() {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "fedbench-rpc-profile");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  static RpcRequest start(Profiling options) {
    return request(
        "start\t%s\t%s\t%d\t%d\t%s"
            .formatted(
                options.cpu(),
                options.memory(),
                options.maxRows(),
                options.maxFrames(),
                options.packages()));
  }

  static RpcRequest stop() {
    return request(STOP);
  }

  private static RpcRequest request(String text) {
    return RpcRequest.of(NAME, utf8(text));
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    if (request.body().remaining() > MOST_BYTES) {
      return CompletableFuture.completedFuture(RpcResponse.failure("expected start or stop"));
    }
    String text = StandardCharsets.UTF_8.decode(request.body().duplicate()).toString();
    CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
    try {
      executor.execute(() -> reply.complete(answer(text)));
    } catch (RejectedExecutionException e) {
      reply.complete(RpcResponse.error("the server is closing"));
    }
    return reply;
  }

  private synchronized RpcResponse answer(String text) {
    try {
      if (!text.equals(STOP)) {
        release();
        recording = Optional.of(FlightRecording.start(parse(text)));
        return RpcResponse.result(ByteBuffer.allocate(0));
      }
      if (recording.isEmpty()) {
        return RpcResponse.failure("nothing is recorded; start first");
      }
      Profile profile = recording.get().stop();
      recording = Optional.empty();
      return RpcResponse.result(utf8(profile.encode()));
    } catch (IOException | RuntimeException e) {
      return RpcResponse.failure("the flight recorder: " + e);
    }
  }

  private static Profiling parse(String text) {
    String[] parts = text.split("\t", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("%d options; expected 5".formatted(parts.length - 1));
    }
    return new Profiling(
        Boolean.parseBoolean(parts[1]),
        Boolean.parseBoolean(parts[2]),
        Integer.parseInt(parts[3]),
        Integer.parseInt(parts[4]),
        parts[5]);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void release() {
    recording.ifPresent(FlightRecording::close);
    recording = Optional.empty();
  }

  /** Idempotent. */
  @Override
  public void close() {
    executor.shutdown();
    release();
  }
}
