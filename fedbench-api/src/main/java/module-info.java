/** What hosts call and what plug-ins implement. Nothing but the JDK is required or shows. */
module dev.fedbench.api {
  exports dev.fedbench;
  exports dev.fedbench.fl;
  exports dev.fedbench.metric;
  exports dev.fedbench.proof;
  exports dev.fedbench.report;
  exports dev.fedbench.result;
  exports dev.fedbench.rpc;
  exports dev.fedbench.spi;
  exports dev.fedbench.suite;

  uses dev.fedbench.Engine;
  uses dev.fedbench.fl.Aggregator;
  uses dev.fedbench.proof.ProofSystem;
  uses dev.fedbench.result.ResultRenderer;
  uses dev.fedbench.rpc.Codec;
  uses dev.fedbench.rpc.Transport;
  uses dev.fedbench.suite.Suite;
}
