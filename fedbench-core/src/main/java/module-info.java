/**
 * The engine, the federated round, the in-process and HTTP transports, learning, statistics and
 * reporters.
 */
module dev.fedbench.core {
  requires transitive dev.fedbench.api;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires java.management;
  requires java.net.http;
  requires jdk.jfr;
  requires jdk.management;
  requires org.apache.commons.csv;
  requires org.bouncycastle.provider;
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;

  exports dev.fedbench.core.fedzk;
  exports dev.fedbench.core.fl;
  exports dev.fedbench.core.fl.archive;
  exports dev.fedbench.core.fl.coordinator;
  exports dev.fedbench.core.fl.identity;
  exports dev.fedbench.core.fl.wire;
  exports dev.fedbench.core.learning;
  exports dev.fedbench.core.load;
  exports dev.fedbench.core.proof;
  exports dev.fedbench.core.proofservice;
  exports dev.fedbench.core.report;
  exports dev.fedbench.core.rpc;
  exports dev.fedbench.core.suite;
  exports dev.fedbench.core.suite.proof;
  exports dev.fedbench.core.suite.rpc;
  exports dev.fedbench.core.transport;
  exports dev.fedbench.core.transport.http;

  provides dev.fedbench.Engine with
      dev.fedbench.core.engine.CoreEngine;
  provides dev.fedbench.fl.Aggregator with
      dev.fedbench.core.fl.FedAvg;
  provides dev.fedbench.fl.CheckpointSeries with
      dev.fedbench.core.learning.DigitsCheckpoints;
  provides dev.fedbench.result.ResultRenderer with
      dev.fedbench.core.report.TextRenderer;
  provides dev.fedbench.rpc.Codec with
      dev.fedbench.core.rpc.DeflateCodec;
  provides dev.fedbench.rpc.Transport with
      dev.fedbench.core.transport.InProcessTransport,
      dev.fedbench.core.transport.http.HttpTransport;
  provides dev.fedbench.suite.Suite with
      dev.fedbench.core.suite.proof.ProofSuite,
      dev.fedbench.core.suite.rpc.RpcSuite;
}
