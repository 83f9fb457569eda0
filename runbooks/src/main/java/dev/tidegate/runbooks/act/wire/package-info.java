/**
 * How long an exchange with a target may take in all, and how much it may say, whoever answers.
 *
 * <p>Decides nothing about what an answer means. May import the JDK only; used by the rooms of {@code act} that open connections
 * themselves or read what a client library would read without an end.
 */
package dev.tidegate.runbooks.act.wire;
