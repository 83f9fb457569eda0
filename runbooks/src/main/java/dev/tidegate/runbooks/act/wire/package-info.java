/**
 * Bounds how long an exchange with a target may take in total, and how large an answer may be, and
 * decides which proxy a request goes through, which addresses a range holds and which characters of
 * an answer are not shown.
 *
 * <p>Decides nothing about what an answer means. May import the JDK only; used by the packages of
 * {@code act} that open connections themselves, or whose client library would read without a limit,
 * and by whoever else shows or reads what others wrote.
 */
package dev.tidegate.runbooks.act.wire;
