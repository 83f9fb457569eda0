/**
 * Which tier of mitigation the evidence calls for, and when it is time to come back.
 *
 * <p>Pure: evidence and an instant in, the next state out. May import the JDK only. Every type is an
 * immutable value.
 */
package dev.tidegate.runbooks.tier;
