package dev.fedbench;

import dev.fedbench.spi.Problems;
import java.util.List;
import java.util.Set;

/**
 * Options of a federated run that each are right and together are not: one of them would be ignored
 * in silence. Which were said matters here, not what values they have. Pure.
 */
final class Contradictions {

  /** What a coordinator decides, by the builder's names. */
  private static final Set<String> POLICY =
      Set.of(
          "rounds",
          "passes",
          "deadline",
          "fraction",
          "aggregateEvery",
          "maxStaleness",
          "aggregator",
          "evaluate",
          "maxExamples",
          "noProofs");

  /** How updates are proved, which says nothing unless they are. */
  private static final Set<String> PROOFS =
      Set.of("proofSystem", "proofGenerator", "proofService", "keyCache", "prover");

  private Contradictions() {}

  /**
   * Finds them.
   *
   * @param asked the options that were said, swept ones included
   */
  static void check(FederatedDraft draft, Set<String> asked, Problems problems) {
    if (draft.url.isPresent()) {
      checkExternal(draft, asked, problems);
    } else {
      problems.expect(
          !asked.contains("targets") || draft.factory.isPresent() && draft.evaluates(),
          "target accuracies: need clients of your own that evaluate; leave them out, or say clients(…) with a factory and not evaluate(false)");
    }
    checkProofs(draft, asked, problems);
    problems.expect(
        draft.factory.isEmpty() || !asked.contains("inputSize"),
        "input size: is of the synthetic model, and clients of your own bring theirs; leave it out");
  }

  private static void checkProofs(FederatedDraft draft, Set<String> asked, Problems problems) {
    List<String> options = asked.stream().filter(PROOFS::contains).toList();
    boolean proves = draft.proofs().isPresent() || asked.contains("proofs");
    problems
        .expect(
            options.isEmpty() || proves,
            "%s: set, but updates carry no proof; say secure() or proofs(…) too, or leave it out",
            String.join(", ", options))
        .expect(
            !asked.contains("prover") || draft.proofService.isPresent(),
            "prover: there is no proof service to be the remote one; say proofService(…) too");
  }

  private static void checkExternal(FederatedDraft draft, Set<String> asked, Problems problems) {
    List<String> policy = asked.stream().filter(POLICY::contains).toList();
    problems
        .expect(
            !asked.contains("coordinator"),
            "coordinator url: a coordinator runs there already; leave out the host and port to start one at")
        .expect(
            policy.isEmpty(),
            "%s: decided by the coordinator, and the one at the coordinator url already runs; say so there, and leave it out here",
            String.join(", ", policy))
        .expect(
            !draft.encrypted || draft.transport.isPresent(),
            "encrypted(): a transport by name has no keys of a coordinator that already runs; give transport(…) one that has them");
  }
}
