package dev.fedbench.storage.suite;

import dev.fedbench.storage.lossy.Int16;
import dev.fedbench.storage.lossy.Int8;
import dev.fedbench.storage.lossy.Loss;
import dev.fedbench.storage.lossy.Sparse;
import java.util.Locale;

/** What loses something, on demand: each with a scale, or a share, for a whole tensor. */
enum LossyStrategy {
  INT8 {
    @Override
    Lossy apply(float[] exact) {
      Int8 lossy = Int8.of(exact, 1);
      return new Lossy(lossy.bytes(), lossy.loss(), lossy.restore());
    }
  },
  INT16 {
    @Override
    Lossy apply(float[] exact) {
      Int16 lossy = Int16.of(exact, 1);
      return new Lossy(lossy.bytes(), lossy.loss(), lossy.restore());
    }
  },
  /** The largest tenth. */
  SPARSE {
    @Override
    Lossy apply(float[] exact) {
      Sparse lossy = Sparse.top(exact, exact.length / 10);
      return new Lossy(lossy.bytes().length, lossy.loss(), lossy.restore());
    }
  };

  /** What came of it; the loss is what the strategy says itself. */
  record Lossy(long bytes, Loss loss, float[] restored) {}

  abstract Lossy apply(float[] exact);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
