package dev.fedbench.core.engine;

import dev.fedbench.result.PlannedScenario;
import dev.fedbench.suite.Scenario;

/** A scenario with its place in the plan. */
record PlannedWork(int index, PlannedScenario planned, Scenario scenario) {}
