package dev.fedbench.core.rpc;

import dev.fedbench.rpc.RpcHandler;

/** A handler that decides when the calls of another one start. Thread-safe. */
public interface Scheduler extends RpcHandler {

  /** What it holds now. */
  SchedulerLoad load();
}
