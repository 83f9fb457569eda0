/**
 * Actuators for HAProxy over its runtime API: maps, and weight, maxconn and state of servers.
 *
 * <p>Decides what must also be written to disk so that a reload keeps it. May import {@code act}
 * and the JDK. Every actuator is thread-safe and opens one connection per command, as the API
 * requires.
 */
package dev.tidegate.runbooks.act.haproxy;
