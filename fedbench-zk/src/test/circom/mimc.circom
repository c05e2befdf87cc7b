pragma circom 2.1.0;

include "circomlib/circuits/mimc.circom";

template Hash() {
  signal input secrets[3];
  signal input key;
  signal output hash;
  component mimc = MultiMiMC7(3, 91);
  mimc.in <== secrets;
  mimc.k <== key;
  hash <== mimc.out;
}

component main {public [key]} = Hash();
