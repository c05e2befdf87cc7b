package dev.fedbench.zk.groth16;

import dev.fedbench.zk.ntt.Domain;
import dev.fedbench.zk.r1cs.Matrix;
import dev.fedbench.zk.r1cs.R1cs;

/**
 * What a prover needs of a constraint system: A and B. It takes C w to be what they give, as it is
 * for a witness that fulfils the system.
 *
 * @param a a row a constraint
 * @param b likewise
 * @param bound rows that follow in A, one for each of the witness's first values; 0 if A has them
 * @param domain a point a row, and perhaps more
 * @param variables all of them, the constant 1 included
 */
public record Factors(Matrix a, Matrix b, int bound, Domain domain, int variables) {

  /**
   * @throws IllegalArgumentException if the domain has not a point a row
   */
  public Factors {
    long rows = Math.max((long) a.rows() + bound, b.rows());
    if (rows > domain.size()) {
      throw new IllegalArgumentException(
          "%d rows and a domain of %d points".formatted(rows, domain.size()));
    }
  }

  static Factors of(R1cs system) {
    return new Factors(
        system.a(), system.b(), system.publics() + 1, Groth16.domain(system), system.variables());
  }
}
