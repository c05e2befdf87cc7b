package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.BOTH;
import static dev.fedbench.zk.vector.Vectors.DOUBLES;
import static dev.fedbench.zk.vector.Vectors.LANES;
import static dev.fedbench.zk.vector.Vectors.LONGS;
import static dev.fedbench.zk.vector.Vectors.UPPER;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * Products of elements, not reduced: ten sums a block, of lower parts of limb products and of upper
 * parts of those one below, with the bits that come with each part. Straight, without loops: the
 * limbs stay in registers.
 */
final class Products {

  /** Sums of a block. */
  static final int SUMS = 10;

  /** How many lower parts each sum of a product has; as many upper ones as the one below it. */
  static final int[] OF_PRODUCT = {1, 2, 3, 4, 5, 4, 3, 2, 1, 0};

  /** The same of a square, in which two equal products are one of a doubled limb. */
  static final int[] OF_SQUARE = {1, 1, 2, 2, 3, 2, 2, 1, 1, 0};

  private Products() {}

  static void product(long[] sums, int at, double[] x, int xo, double[] y, int yo) {
    lowerRows(sums, at, x, xo, y, yo);
    upperRows(sums, at, x, xo, y, yo);
  }

  /** Of the three lower limbs of x; in two steps, for compilers to box nothing. */
  private static void lowerRows(long[] sums, int at, double[] x, int xo, double[] y, int yo) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, BOTH);
    DoubleVector x0 = DoubleVector.fromArray(DOUBLES, x, xo);
    DoubleVector x1 = DoubleVector.fromArray(DOUBLES, x, xo + LANES);
    DoubleVector x2 = DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES);
    DoubleVector y0 = DoubleVector.fromArray(DOUBLES, y, yo);
    DoubleVector y1 = DoubleVector.fromArray(DOUBLES, y, yo + LANES);
    DoubleVector y2 = DoubleVector.fromArray(DOUBLES, y, yo + 2 * LANES);
    DoubleVector y3 = DoubleVector.fromArray(DOUBLES, y, yo + 3 * LANES);
    DoubleVector y4 = DoubleVector.fromArray(DOUBLES, y, yo + 4 * LANES);
    DoubleVector h00 = x0.fma(y0, c);
    x0.fma(y0, b.sub(h00)).reinterpretAsLongs().intoArray(sums, at);
    DoubleVector h01 = x0.fma(y1, c);
    DoubleVector h10 = x1.fma(y0, c);
    h00.reinterpretAsLongs()
        .add(x0.fma(y1, b.sub(h01)).reinterpretAsLongs())
        .add(x1.fma(y0, b.sub(h10)).reinterpretAsLongs())
        .intoArray(sums, at + LANES);
    DoubleVector h02 = x0.fma(y2, c);
    DoubleVector h11 = x1.fma(y1, c);
    DoubleVector h20 = x2.fma(y0, c);
    h01.reinterpretAsLongs()
        .add(h10.reinterpretAsLongs())
        .add(x0.fma(y2, b.sub(h02)).reinterpretAsLongs())
        .add(x1.fma(y1, b.sub(h11)).reinterpretAsLongs())
        .add(x2.fma(y0, b.sub(h20)).reinterpretAsLongs())
        .intoArray(sums, at + 2 * LANES);
    DoubleVector h03 = x0.fma(y3, c);
    DoubleVector h12 = x1.fma(y2, c);
    DoubleVector h21 = x2.fma(y1, c);
    h02.reinterpretAsLongs()
        .add(h11.reinterpretAsLongs())
        .add(h20.reinterpretAsLongs())
        .add(x0.fma(y3, b.sub(h03)).reinterpretAsLongs())
        .add(x1.fma(y2, b.sub(h12)).reinterpretAsLongs())
        .add(x2.fma(y1, b.sub(h21)).reinterpretAsLongs())
        .intoArray(sums, at + 3 * LANES);
    DoubleVector h04 = x0.fma(y4, c);
    DoubleVector h13 = x1.fma(y3, c);
    DoubleVector h22 = x2.fma(y2, c);
    h03.reinterpretAsLongs()
        .add(h12.reinterpretAsLongs())
        .add(h21.reinterpretAsLongs())
        .add(x0.fma(y4, b.sub(h04)).reinterpretAsLongs())
        .add(x1.fma(y3, b.sub(h13)).reinterpretAsLongs())
        .add(x2.fma(y2, b.sub(h22)).reinterpretAsLongs())
        .intoArray(sums, at + 4 * LANES);
    DoubleVector h14 = x1.fma(y4, c);
    DoubleVector h23 = x2.fma(y3, c);
    h04.reinterpretAsLongs()
        .add(h13.reinterpretAsLongs())
        .add(h22.reinterpretAsLongs())
        .add(x1.fma(y4, b.sub(h14)).reinterpretAsLongs())
        .add(x2.fma(y3, b.sub(h23)).reinterpretAsLongs())
        .intoArray(sums, at + 5 * LANES);
    DoubleVector h24 = x2.fma(y4, c);
    h14.reinterpretAsLongs()
        .add(h23.reinterpretAsLongs())
        .add(x2.fma(y4, b.sub(h24)).reinterpretAsLongs())
        .intoArray(sums, at + 6 * LANES);
    h24.reinterpretAsLongs().intoArray(sums, at + 7 * LANES);
  }

  private static void upperRows(long[] sums, int at, double[] x, int xo, double[] y, int yo) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, BOTH);
    DoubleVector x3 = DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES);
    DoubleVector x4 = DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES);
    DoubleVector y0 = DoubleVector.fromArray(DOUBLES, y, yo);
    DoubleVector y1 = DoubleVector.fromArray(DOUBLES, y, yo + LANES);
    DoubleVector y2 = DoubleVector.fromArray(DOUBLES, y, yo + 2 * LANES);
    DoubleVector y3 = DoubleVector.fromArray(DOUBLES, y, yo + 3 * LANES);
    DoubleVector y4 = DoubleVector.fromArray(DOUBLES, y, yo + 4 * LANES);
    DoubleVector h30 = x3.fma(y0, c);
    LongVector.fromArray(LONGS, sums, at + 3 * LANES)
        .add(x3.fma(y0, b.sub(h30)).reinterpretAsLongs())
        .intoArray(sums, at + 3 * LANES);
    DoubleVector h31 = x3.fma(y1, c);
    DoubleVector h40 = x4.fma(y0, c);
    LongVector.fromArray(LONGS, sums, at + 4 * LANES)
        .add(h30.reinterpretAsLongs())
        .add(x3.fma(y1, b.sub(h31)).reinterpretAsLongs())
        .add(x4.fma(y0, b.sub(h40)).reinterpretAsLongs())
        .intoArray(sums, at + 4 * LANES);
    DoubleVector h32 = x3.fma(y2, c);
    DoubleVector h41 = x4.fma(y1, c);
    LongVector.fromArray(LONGS, sums, at + 5 * LANES)
        .add(h31.reinterpretAsLongs())
        .add(h40.reinterpretAsLongs())
        .add(x3.fma(y2, b.sub(h32)).reinterpretAsLongs())
        .add(x4.fma(y1, b.sub(h41)).reinterpretAsLongs())
        .intoArray(sums, at + 5 * LANES);
    DoubleVector h33 = x3.fma(y3, c);
    DoubleVector h42 = x4.fma(y2, c);
    LongVector.fromArray(LONGS, sums, at + 6 * LANES)
        .add(h32.reinterpretAsLongs())
        .add(h41.reinterpretAsLongs())
        .add(x3.fma(y3, b.sub(h33)).reinterpretAsLongs())
        .add(x4.fma(y2, b.sub(h42)).reinterpretAsLongs())
        .intoArray(sums, at + 6 * LANES);
    DoubleVector h34 = x3.fma(y4, c);
    DoubleVector h43 = x4.fma(y3, c);
    LongVector.fromArray(LONGS, sums, at + 7 * LANES)
        .add(h33.reinterpretAsLongs())
        .add(h42.reinterpretAsLongs())
        .add(x3.fma(y4, b.sub(h34)).reinterpretAsLongs())
        .add(x4.fma(y3, b.sub(h43)).reinterpretAsLongs())
        .intoArray(sums, at + 7 * LANES);
    DoubleVector h44 = x4.fma(y4, c);
    h34.reinterpretAsLongs()
        .add(h43.reinterpretAsLongs())
        .add(x4.fma(y4, b.sub(h44)).reinterpretAsLongs())
        .intoArray(sums, at + 8 * LANES);
    h44.reinterpretAsLongs().intoArray(sums, at + 9 * LANES);
  }

  static void square(long[] sums, int at, double[] x, int xo) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, BOTH);
    DoubleVector x0 = DoubleVector.fromArray(DOUBLES, x, xo);
    DoubleVector x1 = DoubleVector.fromArray(DOUBLES, x, xo + LANES);
    DoubleVector x2 = DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES);
    DoubleVector x3 = DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES);
    DoubleVector x4 = DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES);
    DoubleVector d1 = x1.add(x1);
    DoubleVector d2 = x2.add(x2);
    DoubleVector d3 = x3.add(x3);
    DoubleVector d4 = x4.add(x4);
    DoubleVector h00 = x0.fma(x0, c);
    x0.fma(x0, b.sub(h00)).reinterpretAsLongs().intoArray(sums, at);
    DoubleVector h01 = x0.fma(d1, c);
    h00.reinterpretAsLongs()
        .add(x0.fma(d1, b.sub(h01)).reinterpretAsLongs())
        .intoArray(sums, at + LANES);
    DoubleVector h02 = x0.fma(d2, c);
    DoubleVector h11 = x1.fma(x1, c);
    h01.reinterpretAsLongs()
        .add(x0.fma(d2, b.sub(h02)).reinterpretAsLongs())
        .add(x1.fma(x1, b.sub(h11)).reinterpretAsLongs())
        .intoArray(sums, at + 2 * LANES);
    DoubleVector h03 = x0.fma(d3, c);
    DoubleVector h12 = x1.fma(d2, c);
    h02.reinterpretAsLongs()
        .add(h11.reinterpretAsLongs())
        .add(x0.fma(d3, b.sub(h03)).reinterpretAsLongs())
        .add(x1.fma(d2, b.sub(h12)).reinterpretAsLongs())
        .intoArray(sums, at + 3 * LANES);
    DoubleVector h04 = x0.fma(d4, c);
    DoubleVector h13 = x1.fma(d3, c);
    DoubleVector h22 = x2.fma(x2, c);
    h03.reinterpretAsLongs()
        .add(h12.reinterpretAsLongs())
        .add(x0.fma(d4, b.sub(h04)).reinterpretAsLongs())
        .add(x1.fma(d3, b.sub(h13)).reinterpretAsLongs())
        .add(x2.fma(x2, b.sub(h22)).reinterpretAsLongs())
        .intoArray(sums, at + 4 * LANES);
    DoubleVector h14 = x1.fma(d4, c);
    DoubleVector h23 = x2.fma(d3, c);
    h04.reinterpretAsLongs()
        .add(h13.reinterpretAsLongs())
        .add(h22.reinterpretAsLongs())
        .add(x1.fma(d4, b.sub(h14)).reinterpretAsLongs())
        .add(x2.fma(d3, b.sub(h23)).reinterpretAsLongs())
        .intoArray(sums, at + 5 * LANES);
    DoubleVector h24 = x2.fma(d4, c);
    DoubleVector h33 = x3.fma(x3, c);
    h14.reinterpretAsLongs()
        .add(h23.reinterpretAsLongs())
        .add(x2.fma(d4, b.sub(h24)).reinterpretAsLongs())
        .add(x3.fma(x3, b.sub(h33)).reinterpretAsLongs())
        .intoArray(sums, at + 6 * LANES);
    DoubleVector h34 = x3.fma(d4, c);
    h24.reinterpretAsLongs()
        .add(h33.reinterpretAsLongs())
        .add(x3.fma(d4, b.sub(h34)).reinterpretAsLongs())
        .intoArray(sums, at + 7 * LANES);
    DoubleVector h44 = x4.fma(x4, c);
    h34.reinterpretAsLongs()
        .add(x4.fma(x4, b.sub(h44)).reinterpretAsLongs())
        .intoArray(sums, at + 8 * LANES);
    h44.reinterpretAsLongs().intoArray(sums, at + 9 * LANES);
  }
}
