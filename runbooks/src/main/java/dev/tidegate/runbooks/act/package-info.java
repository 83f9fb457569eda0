/**
 * The seam to the outside world: what a target looks like, what a change would set, and the outcome
 * of applying it.
 *
 * <p>Decides only how changes are described and compared. May import Jackson's tree and, of
 * the project, {@code act.wire} only. Values are immutable; {@code ActuatorContract} in the tests
 * checks every implementation of {@link dev.tidegate.runbooks.act.Actuator}.
 */
package dev.tidegate.runbooks.act;
