/**
 * The RPC suite: throughput, latency and what features cost, the same over every transport. {@link
 * dev.fedbench.core.suite.rpc.RpcSuite} lists points, each a scenario; a trial serves the handlers
 * in a process of their own, loads them over warm connections, and looks at the end whether
 * anything was left behind.
 */
package dev.fedbench.core.suite.rpc;
