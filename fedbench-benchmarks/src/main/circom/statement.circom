pragma circom 2.1.0;

include "circomlib/circuits/binsum.circom";
include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";
include "circomlib/circuits/poseidon.circom";

// Every value of b bits, its sign included; the sum of their squares, how many are not 0, and the
// values packed to words of k.
template Values(n, b, k) {
  signal input gradients[n];
  signal output norm;
  signal output active;
  var count = (n + k - 1) \ k;
  signal output words[count];
  signal squares[n];
  signal zeros[n];
  component range[n];
  var sum = 0;
  var nonzero = 0;
  for (var i = 0; i < n; i++) {
    range[i] = Num2Bits(b);
    range[i].in <== gradients[i] + (1 << (b - 1));
    squares[i] <== gradients[i] * gradients[i];
    zeros[i] <== IsZero()(gradients[i]);
    sum += squares[i];
    nonzero += 1 - zeros[i];
  }
  norm <== sum;
  active <== nonzero;
  for (var w = 0; w < count; w++) {
    var word = 0;
    for (var i = 0; i < k && w * k + i < n; i++) {
      word += (gradients[w * k + i] + (1 << (b - 1))) * (1 << (b * i));
    }
    words[w] <== word;
  }
}

// Poseidon(iv, words) up to 15 words; beyond, block by block, the last one filled with zeros.
template Commitment(count) {
  signal input iv;
  signal input words[count];
  signal output out;
  var blocks = (count + 14) \ 15;
  signal states[blocks + 1];
  states[0] <== iv;
  component hashes[blocks];
  for (var j = 0; j < blocks; j++) {
    var width = blocks == 1 ? count : 15;
    hashes[j] = Poseidon(width + 1);
    hashes[j].inputs[0] <== states[j];
    for (var i = 0; i < width; i++) {
      var at = 15 * j + i;
      if (at < count) {
        hashes[j].inputs[i + 1] <== words[at];
      } else {
        hashes[j].inputs[i + 1] <== 0;
      }
    }
    states[j + 1] <== hashes[j].out;
  }
  out <== states[blocks];
}

// What docs/statement.md asks of secure, for an update in one piece.
template Secure(n, b) {
  signal input gradients[n];
  signal input maxNormSq;
  signal input minActive;
  signal input iv;
  signal output commitment;
  component values = Values(n, b, 253 \ b);
  values.gradients <== gradients;
  component room = Num2Bits(2 * b - 2 + nbits(n - 1) + 1);
  room.in <== maxNormSq - values.norm;
  component spare = Num2Bits(nbits(n));
  spare.in <== values.active - minActive;
  commitment <== Commitment((n + (253 \ b) - 1) \ (253 \ b))(iv, values.words);
}

// The same without the commitment, and with comparisons as they are usually written: a proof that
// is bound to no update.
template Unbound(n, b) {
  signal input gradients[n];
  signal input maxNormSq;
  signal input minActive;
  component values = Values(n, b, n);
  values.gradients <== gradients;
  signal small <== LessEqThan(64)([values.norm, maxNormSq]);
  small === 1;
  signal enough <== LessEqThan(32)([minActive, values.active]);
  enough === 1;
}
