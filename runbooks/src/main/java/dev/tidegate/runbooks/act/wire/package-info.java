/**
 * Bounds how long an exchange with a target may take in total, and how large an answer may be, and
 * decides which proxy a request goes through.
 *
 * <p>Decides nothing about what an answer means. May import the JDK only; used by the packages of
 * {@code act} that open connections themselves, or whose client library would read without a limit.
 */
package dev.tidegate.runbooks.act.wire;
