pragma circom 2.1.0;

include "circomlib/circuits/poseidon.circom";

// The hash of two secrets.
template Hash() {
  signal input secrets[2];
  signal output hash;
  hash <== Poseidon(2)(secrets);
}

component main = Hash();
