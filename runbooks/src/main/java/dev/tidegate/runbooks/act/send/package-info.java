/**
 * Actuators that send rather than set: HTTP requests, chat messages, pages, emails.
 *
 * <p>Decides what a status or a broken connection says about whether a message arrived. May import
 * {@code act}, {@code act.wire}, the JDK's HTTP client and Jakarta Mail. Every actuator is
 * thread-safe; nothing is retried here: the run decides about retries.
 */
package dev.tidegate.runbooks.act.send;
