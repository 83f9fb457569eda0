/**
 * Runs books automatically, when their signal or tier triggers them and the policy allows it.
 *
 * <p>Decides whether to open a run, and records the rule and samples that triggered it. May import
 * {@code approve}, {@code book}, {@code run}, {@code run.plan}, {@code run.record} and {@code signal}.
 * {@link dev.tidegate.runbooks.trigger.AutomaticRuns} belongs to one thread.
 */
package dev.tidegate.runbooks.trigger;
