package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A proof and its public inputs as JSON, for who has not the update. In a file they are the array
 * {@code [proof, publicInputs]}: of a proof of one part an object and an array of numbers, of
 * several parts arrays of such. Immutable.
 */
public final class ProofPair {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> parts;
  private final Optional<List<List<BigInteger>>> publicInputs;

  /**
   * @param parts each as JSON, or whatever else it is
   * @param publicInputs part by part; empty if they are none
   */
  ProofPair(List<String> parts, Optional<List<List<BigInteger>>> publicInputs) {
    this.parts = parts;
    this.publicInputs = publicInputs;
  }

  /**
   * Reads {@code [proof, publicInputs]}; whether they are a proof and public inputs is left to
   * {@link #verifies}.
   *
   * @param utf8 a stranger's word
   * @throws ProofException if it is no array of two
   */
  public static ProofPair read(byte[] utf8) throws ProofException {
    try {
      return ServiceJson.pair(utf8);
    } catch (RefusedException e) {
      throw new ProofException("expected the JSON array [proof, publicInputs]: " + e.getMessage());
    }
  }

  /** Writes the same. */
  public static String write(ProofSystem system, Proof proof, List<Statement> statements) {
    return JSON.createArrayNode()
            .add(proof(system, proof))
            .add(publicInputs(statements))
            .toPrettyString()
        + "\n";
  }

  /**
   * Whether the proof proves the public inputs, and these are one whole update's.
   *
   * @param values how many the update has: public inputs do not say it
   */
  public boolean verifies(
      ProofSystem system, ProofVerifier verifier, String circuitId, long values) {
    if (publicInputs.isEmpty() || publicInputs.get().size() != parts.size()) {
      return false;
    }
    List<byte[]> bytes = new ArrayList<>();
    try {
      for (String part : parts) {
        bytes.add(system.fromJson(part));
      }
    } catch (ProofException e) { // garbage proves nothing
      return false;
    }
    List<Statement> statements =
        publicInputs.get().stream().map(each -> new Statement(circuitId, each)).toList();
    return verifier.verifyWhole(values, statements, new Proof(bytes));
  }

  static JsonNode proof(ProofSystem system, Proof proof) {
    ArrayNode parts = JSON.createArrayNode();
    try {
      for (byte[] part : proof.parts()) {
        parts.add(JSON.readTree(system.toJson(part)));
      }
    } catch (ProofException | JsonProcessingException e) {
      throw new IllegalStateException("%s's own proof is none".formatted(system.name()), e);
    }
    return single(parts);
  }

  static JsonNode publicInputs(List<Statement> statements) {
    ArrayNode all = JSON.createArrayNode();
    for (Statement statement : statements) {
      ArrayNode one = all.addArray();
      statement.publicSignals().forEach(signal -> one.add(signal.toString()));
    }
    return single(all);
  }

  /** One part stands for itself, as with FedZK. */
  private static JsonNode single(ArrayNode parts) {
    return parts.size() == 1 ? parts.get(0) : parts;
  }
}
