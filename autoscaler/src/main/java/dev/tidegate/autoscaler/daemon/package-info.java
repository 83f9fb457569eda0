/**
 * The long-running process: {@link dev.tidegate.autoscaler.daemon.Daemon} wires every part by hand, starts them in order and
 * stops them in the opposite one.
 *
 * <p>Decides what is made of what, and what a failing part means for the process. May import every room but {@code cli} and
 * {@code demo}, and the actuators and the store of runbooks. A daemon is started and closed by one thread; its loops have one
 * each.
 */
@NullMarked
package dev.tidegate.autoscaler.daemon;

import org.jspecify.annotations.NullMarked;
