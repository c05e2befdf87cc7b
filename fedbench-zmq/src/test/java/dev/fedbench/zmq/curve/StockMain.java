package dev.fedbench.zmq.curve;

/** A process with stock JeroMQ and its cryptography: prints what it met. */
final class StockMain {

  private StockMain() {}

  public static void main(String[] args) throws Exception {
    System.out.println(
        switch (args[0]) {
          case "back-pressure" -> BackPressure.meet(Sides.rawCurve(10));
          case "zmtp2" -> HugeFrame.meet(Sides.PLAIN, HugeFrame.zmtp2(), 3_000);
          case "zmtp3" -> HugeFrame.meet(Sides.rawCurve(0), HugeFrame.zmtp3("CURVE"), 3_000);
          case "tag" -> ForgedTag.meet(Sides.rawCurve(0));
          default -> throw new IllegalArgumentException(args[0]);
        });
    Runtime.getRuntime().halt(0); // a context whose thread ended would not close
  }
}
