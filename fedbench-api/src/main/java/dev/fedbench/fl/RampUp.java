package dev.fedbench.fl;

import dev.fedbench.spi.Problems;
import java.time.Duration;

/**
 * How clients arrive: a few at a time.
 *
 * @param batch clients that may join at once
 * @param pause time between the starts of two batches; zero for none
 */
public record RampUp(int batch, Duration pause) {

  /** All at once. */
  public static final RampUp NONE = new RampUp(Integer.MAX_VALUE, Duration.ZERO);

  public RampUp {
    new Problems()
        .atLeast("ramp-up batch", batch, 1)
        .expect(
            !pause.isNegative() && pause.compareTo(Problems.LONGEST) <= 0,
            "ramp-up pause: %s; expected zero up to %d days",
            pause,
            Problems.LONGEST.toDays())
        .orThrow();
  }
}
