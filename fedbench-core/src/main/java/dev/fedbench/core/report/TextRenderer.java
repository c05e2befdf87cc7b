package dev.fedbench.core.report;

import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ResultRenderer;

/**
 * The tables behind {@link BenchmarkResult#print}: as wide as they are, in standard output's
 * charset.
 */
public final class TextRenderer implements ResultRenderer {

  /** Made by the service loader. */
  public TextRenderer() {}

  @Override
  public String render(BenchmarkResult result) {
    ConsoleStyle style = ConsoleStyle.of(System.out);
    return TextReport.render(result, new ConsoleStyle(false, style.unicode(), style.width()));
  }
}
