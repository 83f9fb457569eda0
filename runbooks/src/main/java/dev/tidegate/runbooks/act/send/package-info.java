/**
 * Actuators for what is sent and not set: requests to any HTTP service, chat messages, pages, mails.
 *
 * <p>Decides what a status or a broken connection says about whether it arrived. May import {@code act}, {@code act.wire}, the JDK's HTTP
 * client and Jakarta Mail. Every actuator is thread-safe; nothing is sent again here, that is for the run to decide.
 */
package dev.tidegate.runbooks.act.send;
