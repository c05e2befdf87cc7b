pragma circom 2.1.0;

// The sum of n squares.
template Squares(n) {
  signal input values[n];
  signal output norm;
  signal squares[n];
  var sum = 0;
  for (var i = 0; i < n; i++) {
    squares[i] <== values[i] * values[i];
    sum += squares[i];
  }
  norm <== sum;
}

component main = Squares(1000);
