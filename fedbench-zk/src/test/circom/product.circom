pragma circom 2.1.0;

// x y = product, where x is of n bits. The tag is bound to the proof and nothing else.
template Product(n) {
  signal input x;
  signal input y;
  signal input tag;
  signal output product;
  signal bits[n];
  var sum = 0;
  for (var i = 0; i < n; i++) {
    bits[i] <-- (x >> i) & 1;
    bits[i] * (bits[i] - 1) === 0;
    sum += bits[i] * (1 << i);
  }
  sum === x;
  product <== x * y;
}

component main {public [tag]} = Product(4);
