pragma circom 2.1.0;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";

// A secret age of 8 bits is at least the public limit, and neither 99 nor 0.
template Age() {
  signal input age;
  signal input limit;
  signal output bits[8];
  signal output adult;
  bits <== Num2Bits(8)(age);
  adult <== GreaterEqThan(8)([age, limit]);
  signal last <== IsEqual()([age, 99]);
  signal unborn <== IsZero()(age);
  last + unborn === 0;
}

component main {public [limit]} = Age();
