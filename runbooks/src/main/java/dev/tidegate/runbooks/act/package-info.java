/**
 * The seam to the world: what a target looks like, what would change, what became of trying.
 *
 * <p>Decides nothing but how a change is described and compared. May import Jackson's tree and nothing
 * of the project. Values are immutable; what an {@link dev.tidegate.runbooks.act.Actuator} promises
 * stands at the interface, and {@code ActuatorContract} in the tests holds every one to it.
 */
package dev.tidegate.runbooks.act;
