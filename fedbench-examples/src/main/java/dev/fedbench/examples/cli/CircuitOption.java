package dev.fedbench.examples.cli;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.spi.Problems;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Circuits as people type them: {@code secure:11}, {@code standard:11:32}, {@code secure-11-16}.
 */
final class CircuitOption implements ITypeConverter<CircuitSpec> {

  private static final int DEFAULT_BITS = 16;
  private static final Pattern FORM =
      Pattern.compile("(standard|secure)[:-]([0-9]{1,10})(?:[:-]([0-9]{1,2}))?");

  @Override
  public CircuitSpec convert(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is no circuit; expected a form like secure:11 or standard:11:32"));
  }

  /** Empty for whatever is no circuit, or one of chunks, which is of no size. */
  static Optional<CircuitSpec> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ProofKind kind = ProofKind.valueOf(form.group(1).toUpperCase(Locale.ROOT));
    int bits = form.group(3) == null ? DEFAULT_BITS : Integer.parseInt(form.group(3));
    return new Problems().build(() -> new CircuitSpec(kind, Long.parseLong(form.group(2)), bits));
  }
}
