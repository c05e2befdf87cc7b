package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.Lanes;
import java.util.Optional;

/**
 * Adds runs of affine points. All runs are halved together, pair by pair, and many pairs share one
 * inversion: about six products an addition, where a Jacobian one takes eleven. Keeps scratch
 * space: not thread-safe.
 *
 * @param <A> an array of points
 */
abstract class PointAdder<A> {

  private final Curve curve;
  private final int batch;
  private final int[] lefts;
  private final int[] rights;
  private final int[] targets;
  private int pairs;

  /** What is left of runs, of one level and of the next. */
  private A halves;

  private A quarters;
  private int slots;

  /**
   * @param batch pairs that share an inversion
   */
  PointAdder(Curve curve, int batch) {
    this.curve = curve;
    this.batch = batch;
    lefts = new int[batch];
    rights = new int[batch];
    targets = new int[batch];
  }

  /** The one that is fastest here, as far as that is known. */
  static PointAdder<?> fastest(Curve curve) {
    Optional<LaneForm> form = Lanes.of(PrimeField.BASE);
    return form.isPresent() ? LaneAdder.of(curve, form.get()) : new ScalarAdder(curve);
  }

  /** Of the points. */
  final Curve curve() {
    return curve;
  }

  /** So many points, all infinity. */
  abstract A array(int points);

  /** Points as sums are made of them; nobody may write to them. */
  abstract A of(Points points);

  /** The points, affine. */
  abstract long[] toLongs(A points);

  abstract boolean isInfinity(A points, int i);

  /** Copies a point; its opposite for ~i. */
  abstract void copy(A from, int i, A to, int j);

  /** Writes the sums of pairs, each of two points of {@code from} or, for ~i, their opposites. */
  abstract void add(A from, int[] lefts, int[] rights, A to, int[] targets, int pairs);

  /**
   * Adds up each run.
   *
   * @param from affine points
   * @param order a run's points, run after run; for ~i, the opposite of point i
   * @param starts where each run starts in that order, and where the last one ends
   * @param to where the sums go, one after another
   * @param first where the first one goes
   */
  final void sumRuns(A from, int[] order, int[] starts, A to, int first) {
    int runs = starts.length - 1;
    int[] lengths = new int[runs];
    int[] places = new int[runs];
    int used = 0;
    for (int run = 0; run < runs; run++) {
      int length = starts[run + 1] - starts[run];
      lengths[run] = length;
      places[run] = used;
      used += length > 2 ? (length + 1) / 2 : 0;
      if (length < 2) {
        finish(from, order, starts[run], length, to, first + run);
      }
    }
    reserve(used);
    for (int run = 0; run < runs; run++) {
      if (lengths[run] == 2) {
        note(from, order[starts[run]], order[starts[run] + 1], to, first + run);
      }
    }
    settle(from, to);
    for (int run = 0; run < runs; run++) {
      if (lengths[run] > 2) {
        int start = starts[run];
        int place = places[run];
        int last = start + lengths[run] - 1;
        for (int i = start; i < last; i += 2) {
          note(from, order[i], order[i + 1], halves, place++);
        }
        if ((lengths[run] & 1) == 1) {
          copy(from, order[last], halves, place);
        }
      }
    }
    settle(from, halves);
    halve(lengths, places, to, first);
  }

  private void finish(A from, int[] order, int start, int length, A to, int target) {
    if (length == 1) {
      copy(from, order[start], to, target);
    } else {
      clear(to, target);
    }
  }

  abstract void clear(A points, int i);

  private void reserve(int points) {
    if (halves == null || slots < points) {
      slots = points;
      halves = array(points);
      quarters = array(2 * points / 3 + 1); // of three, two are left
    }
  }

  /** Level by level; lengths are those before the level that was done already. */
  private void halve(int[] lengths, int[] places, A to, int first) {
    A source = halves;
    A rest = quarters;
    boolean more = true;
    while (more) {
      more = false;
      int used = 0;
      for (int run = 0; run < lengths.length; run++) {
        lengths[run] = lengths[run] > 2 ? (lengths[run] + 1) / 2 : 0;
        if (lengths[run] == 2) {
          note(source, places[run], places[run] + 1, to, first + run);
        }
      }
      settle(source, to);
      for (int run = 0; run < lengths.length; run++) {
        if (lengths[run] > 2) {
          more = true;
          int place = used;
          int last = places[run] + lengths[run] - 1;
          for (int i = places[run]; i < last; i += 2) {
            note(source, i, i + 1, rest, used++);
          }
          if ((lengths[run] & 1) == 1) {
            copy(source, last, rest, used++);
          }
          places[run] = place;
        }
      }
      settle(source, rest);
      A free = source;
      source = rest;
      rest = free;
    }
  }

  private void note(A from, int left, int right, A to, int target) {
    if (pairs == batch) {
      settle(from, to);
    }
    lefts[pairs] = left;
    rights[pairs] = right;
    targets[pairs++] = target;
  }

  private void settle(A from, A to) {
    if (pairs > 0) {
      add(from, lefts, rights, to, targets, pairs);
      pairs = 0;
    }
  }
}
