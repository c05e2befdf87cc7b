package dev.fedbench;

import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import dev.fedbench.result.PlannedScenario;
import dev.fedbench.result.ScenarioResult;

/** What listeners hear while a run goes on. More kinds may come: ignore those you do not know. */
public interface BenchmarkEvent {

  /** The run begins. */
  record RunStarted(Plan plan) implements BenchmarkEvent {}

  /** A scenario begins; {@code index} is its place in the plan. */
  record ScenarioStarted(int index, PlannedScenario scenario) implements BenchmarkEvent {}

  /**
   * A scenario is {@code done} of {@code total} steps along: 1, 2, … in order, per {@code what}.
   */
  record Progress(int scenario, long done, long total, String what) implements BenchmarkEvent {}

  /** A scenario ended. */
  record ScenarioFinished(int index, ScenarioResult result) implements BenchmarkEvent {}

  /** Something a reader of the figures must know; also among the result's warnings. */
  record Warning(String text) implements BenchmarkEvent {}

  /** The run ended; reporters come next. */
  record RunFinished(BenchmarkResult result) implements BenchmarkEvent {}
}
