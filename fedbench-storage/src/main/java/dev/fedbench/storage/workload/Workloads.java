package dev.fedbench.storage.workload;

import dev.fedbench.storage.Dtype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The workloads. Noise is made and added as floats are: the scale of it in double, rounded once,
 * then a sum of floats.
 */
public final class Workloads {

  /** Layers of 512 x 1024 that the models of most workloads have. */
  public static final int LAYERS = 4;

  private static final List<Long> LAYER = List.of(512L, 1024L);
  private static final List<Long> HEAD = List.of(64L, 1024L);
  private static final List<Long> SQUARE = List.of(512L, 512L);
  private static final double STD = 0.02;

  private static final int[] PATTERNS = {
    0x80000000, 0x00000000, 0x7FC00001, 0xFFC12345, 0x7F812345, 0x7F800000,
    0xFF800000, 0x00000001, 0x80000001, 0x007FFFFF, 0x7F7FFFFF, 0xFF7FFFFF
  };

  /** A tensor on its way to a model: its values as floats, before they get a dtype. */
  private record Layer(String name, List<Long> shape, Floats values) {

    long count() {
      return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    Layer noisy(String tag, double scale) {
      Floats noise = Floats.noise(Streams.seed("noise", tag, name), scale);
      return new Layer(name, shape, values.plus(noise));
    }
  }

  private Workloads() {}

  /** All of them. */
  public static List<Workload> all() {
    return List.of(
        coralbench(),
        similar(LAYERS),
        transfer(LAYERS),
        mixed(LAYERS),
        bf16similar(LAYERS),
        special());
  }

  /** A base and five models near it: noise of a thousandth of each tensor's standard deviation. */
  public static Workload similar(int layers) {
    List<Layer> base = block("base", layers);
    List<Double> deviations = deviations(base);
    List<Model> models = new ArrayList<>(List.of(model("base", base)));
    for (int i = 0; i < 5; i++) {
      models.add(model("ft" + i, near(base, deviations, "ft" + i, 1e-3)));
    }
    return new Workload("similar", models);
  }

  /**
   * A base and a model at an angle to it: noise of that part of each tensor's standard deviation
   * that gives the cosine, about; how nearly is for who uses them to measure.
   *
   * @param cosine of the angle, above 0 and below 1
   */
  public static Workload pair(int layers, double cosine) {
    if (!(cosine > 0 && cosine < 1)) {
      throw new IllegalArgumentException("a cosine of %s; expected 0 to 1".formatted(cosine));
    }
    List<Layer> base = block("base", layers);
    double noise = Math.sqrt(1 / (cosine * cosine) - 1);
    return new Workload(
        "pair",
        List.of(model("base", base), model("other", near(base, deviations(base), "pair", noise))));
  }

  /** {@link #similar}, but for two of the models, rounded to bfloat16. */
  public static Workload bf16similar(int layers) {
    List<Layer> base = block("base", layers);
    List<Double> deviations = deviations(base);
    List<Model> models = new ArrayList<>(List.of(rounded("base", base)));
    for (int i = 0; i < 3; i++) {
      models.add(rounded("ft" + i, near(base, deviations, "ft" + i, 1e-3)));
    }
    return new Workload("bf16similar", models);
  }

  /**
   * A base and three models with noise of a twentieth of the deviation, and a head of their own.
   */
  public static Workload transfer(int layers) {
    List<Layer> base = block("base", layers);
    List<Double> deviations = deviations(base);
    List<Model> models = new ArrayList<>(List.of(model("base", base)));
    for (int i = 0; i < 3; i++) {
      List<Layer> changed = new ArrayList<>(near(base, deviations, "tl" + i, 0.05));
      long seed = Streams.seed("head", Integer.toString(i));
      changed.add(new Layer("head", HEAD, Floats.noise(seed, STD)));
      models.add(model("tl" + i, changed));
    }
    return new Workload("transfer", models);
  }

  /** Models at three distances from a base, two copies of it, and one that is like none. */
  public static Workload mixed(int layers) {
    List<Layer> base = block("base", layers);
    List<Double> deviations = deviations(base);
    Model first = model("base", base);
    return new Workload(
        "mixed",
        List.of(
            first,
            model("ft", near(base, deviations, "mx1", 1e-3)),
            model("ct", near(base, deviations, "mx2", 1e-2)),
            model("tl", near(base, deviations, "mx3", 5e-2)),
            first.named("copy1"),
            first.named("copy2"),
            model("other", block("other", layers))));
  }

  /**
   * Two small networks, freshly initialised, with five variants and three copies of each; noise is
   * absolute, not relative to a tensor.
   */
  public static Workload coralbench() {
    List<Model> models = new ArrayList<>();
    List<List<Layer>> bases = List.of(smallCnn(), mediumMlp());
    List<String> names = List.of("SmallCNN", "MediumMLP");
    for (int i = 0; i < 2; i++) {
      models.add(model(names.get(i), bases.get(i)));
    }
    double[] scales = {0.001, 0.01, 0.05, 0.05, 0.05};
    for (int i = 0; i < 2; i++) {
      String name = names.get(i);
      for (int variant = 0; variant < scales.length; variant++) {
        String tag = name + variant;
        double scale = scales[variant];
        List<Layer> noisy = bases.get(i).stream().map(l -> l.noisy(tag, scale)).toList();
        models.add(model(name + "_var" + (variant + 1), noisy));
      }
      for (int copy = 1; copy <= 3; copy++) {
        models.add(models.get(i).named(name + "_checkpoint" + copy));
      }
    }
    return new Workload("coralbench", models);
  }

  /**
   * What arithmetic on floats would break: random bits of every class, and weights with NaN
   * payloads, infinities, zeros of both signs and subnormals among them; then back to the first.
   */
  public static Workload special() {
    Floats base = Floats.noise(Streams.seed("spb"), STD);
    Floats near = base.plus(Floats.noise(Streams.seed("spn"), 2e-5));
    long seed = Streams.seed("special");
    Tensor bits = bits(i -> Streams.bits(seed, i) & 0xffffffffL);
    Tensor changedBits = bits(i -> (Streams.bits(seed, i) ^ 1) & 0xffffffffL);
    Tensor weights = Tensor.floats("w", SQUARE, base);
    Tensor changed =
        new Tensor(
            "w",
            Dtype.F32,
            SQUARE,
            i ->
                i % 4096 < PATTERNS.length
                    ? PATTERNS[(int) (i % 4096)]
                    : Float.floatToRawIntBits(near.at(i)));
    return new Workload(
        "special",
        List.of(
            new Model("base", List.of(weights, bits)),
            new Model("variant", List.of(changed, changedBits)),
            new Model("rollback", List.of(weights, bits))));
  }

  private static Tensor bits(Tensor.Elements values) {
    return new Tensor("bits", Dtype.F32, SQUARE, values);
  }

  private static List<Layer> block(String tag, int layers) {
    List<Layer> block = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      long seed = Streams.seed(tag, Integer.toString(i));
      block.add(new Layer("h." + i + ".w", LAYER, Floats.noise(seed, STD)));
    }
    return block;
  }

  /** Noise relative to each tensor's standard deviation. */
  private static List<Layer> near(
      List<Layer> base, List<Double> deviations, String tag, double scale) {
    List<Layer> near = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      near.add(base.get(i).noisy(tag, scale * deviations.get(i)));
    }
    return near;
  }

  private static List<Double> deviations(List<Layer> layers) {
    return layers.stream().map(layer -> layer.values().deviation(layer.count())).toList();
  }

  private static List<Layer> smallCnn() {
    return List.of(
        initial("SmallCNN", "conv1.weight", 27, 16, 3, 3, 3),
        initial("SmallCNN", "conv1.bias", 27, 16),
        initial("SmallCNN", "conv2.weight", 144, 32, 16, 3, 3),
        initial("SmallCNN", "conv2.bias", 144, 32),
        initial("SmallCNN", "fc.weight", 2048, 10, 2048),
        initial("SmallCNN", "fc.bias", 2048, 10));
  }

  private static List<Layer> mediumMlp() {
    long[][] sizes = {{0, 512, 784}, {2, 256, 512}, {4, 128, 256}, {6, 10, 128}};
    List<Layer> layers = new ArrayList<>();
    for (long[] size : sizes) {
      String name = "layers." + size[0];
      int inputs = (int) size[2];
      layers.add(initial("MediumMLP", name + ".weight", inputs, size[1], size[2]));
      layers.add(initial("MediumMLP", name + ".bias", inputs, size[1]));
    }
    return layers;
  }

  private static Layer initial(String model, String name, int inputs, long... shape) {
    List<Long> dimensions = Arrays.stream(shape).boxed().toList();
    Floats values = Floats.initial(Streams.seed("init", model, name), inputs);
    return new Layer(name, dimensions, values);
  }

  private static Model model(String name, List<Layer> layers) {
    return new Model(
        name, layers.stream().map(l -> Tensor.floats(l.name(), l.shape(), l.values())).toList());
  }

  private static Model rounded(String name, List<Layer> layers) {
    return new Model(
        name, layers.stream().map(l -> Tensor.bfloats(l.name(), l.shape(), l.values())).toList());
  }
}
