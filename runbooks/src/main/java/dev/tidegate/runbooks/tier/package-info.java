/**
 * Decides which tier of mitigation the evidence calls for, and when to leave it.
 *
 * <p>Pure: evidence and an instant in, the next state out. May import the JDK only. Every type is
 * an immutable value.
 */
package dev.tidegate.runbooks.tier;
