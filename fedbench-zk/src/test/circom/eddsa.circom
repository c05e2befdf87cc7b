pragma circom 2.1.0;

include "circomlib/circuits/eddsaposeidon.circom";

// A signature of a public message, by someone who stays secret.
template Signed() {
  signal input message;
  signal input Ax;
  signal input Ay;
  signal input R8x;
  signal input R8y;
  signal input S;
  component verifier = EdDSAPoseidonVerifier();
  verifier.enabled <== 1;
  verifier.Ax <== Ax;
  verifier.Ay <== Ay;
  verifier.R8x <== R8x;
  verifier.R8y <== R8y;
  verifier.S <== S;
  verifier.M <== message;
}

component main {public [message]} = Signed();
