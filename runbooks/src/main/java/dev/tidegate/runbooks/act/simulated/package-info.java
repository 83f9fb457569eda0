/**
 * Simulated fleets, in virtual time: for the demo, for trying books, for tests.
 *
 * <p>Decides when a simulated launch is ready and which fault a call meets. May import {@code act}.
 * Every type is thread-safe or an immutable value.
 */
package dev.tidegate.runbooks.act.simulated;
