package dev.fedbench;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * What takes the place of a part that is missing while the rest of a configuration is looked at.
 * Such a configuration is never run.
 */
final class StandIn {

  /** Its name and every address are right, so that it causes no mistake of its own. */
  static final Transport TRANSPORT =
      new Transport() {
        @Override
        public String name() {
          return "http";
        }

        @Override
        public Optional<String> problem(URI address) {
          return Optional.empty();
        }

        @Override
        public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) {
          throw new IllegalStateException("a stand-in does not serve");
        }

        @Override
        public RpcClient connect(URI endpoint, ClientOptions options) {
          throw new IllegalStateException("a stand-in does not connect");
        }
      };

  static final Aggregator AGGREGATOR =
      new Aggregator() {
        @Override
        public String name() {
          return "none";
        }

        @Override
        public Aggregation begin(TensorLayout layout) {
          throw new IllegalStateException("a stand-in does not aggregate");
        }
      };

  static final ProofSystem PROOF_SYSTEM =
      new ProofSystem() {
        @Override
        public String name() {
          return "none";
        }

        @Override
        public Circuit circuit(CircuitSpec spec) {
          throw unused();
        }

        @Override
        public Keys setup(Circuit circuit) {
          throw unused();
        }

        @Override
        public Keys read(Circuit circuit, InputStream in) {
          throw unused();
        }

        @Override
        public ProofVerifier verifier(String circuitId, String verificationKeyJson) {
          throw unused();
        }

        @Override
        public String toJson(byte[] part) {
          throw unused();
        }

        @Override
        public byte[] fromJson(String json) {
          throw unused();
        }

        private IllegalStateException unused() {
          return new IllegalStateException("a stand-in does not prove");
        }
      };

  private StandIn() {}
}
