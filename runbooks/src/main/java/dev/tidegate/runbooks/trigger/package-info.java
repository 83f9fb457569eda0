/**
 * Books that run by themselves: when their signal or tier calls for them and the policy allows it.
 *
 * <p>Decides whether to open a run, with the samples and the rule that called for it. May import {@code
 * approve}, {@code book}, {@code run} and its rooms, and {@code signal}. {@link
 * dev.tidegate.runbooks.trigger.AutomaticRuns} belongs to one thread.
 */
package dev.tidegate.runbooks.trigger;
