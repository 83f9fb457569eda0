/**
 * The long-running process: {@link dev.tidegate.autoscaler.daemon.Daemon} wires all parts by hand, starts them in order and stops
 * them in reverse.
 *
 * <p>Decides how parts are connected, and what a failing part means for the process. May import every room but {@code cli} and
 * {@code demo}, and the actuators and the store of runbooks. A daemon is started and closed by one thread; each loop is confined
 * to one thread at a time.
 */
package dev.tidegate.autoscaler.daemon;
