/**
 * Actuators for HAProxy over its runtime API: maps, and the weight, connections and state of servers.
 *
 * <p>Decides what must also be written to disk so that a reload keeps it. May import {@code act} and the JDK. Every actuator
 * is thread-safe and opens a connection a command, as the API wants it.
 */
package dev.tidegate.runbooks.act.haproxy;
