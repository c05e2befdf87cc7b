package dev.fedbench.examples.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 30}, {@code 1.5s}, {@code 200ms}, {@code 2m}. */
final class Seconds implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");

  private static final Map<String, Long> NANOS =
      Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; expected a form like 30, 1.5s, 200ms or 2m");
    }
    String unit = form.group(2) == null ? "s" : form.group(2);
    return Duration.ofNanos(
        new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(NANOS.get(unit))).longValue());
  }
}
