/**
 * Actuators for Kubernetes: the floor of a fleet, any field of any resource, scale, restarts, nodes.
 *
 * <p>Decides which fields of which object a target has. May import {@code act} and {@code act.kubernetes.api}. Every actuator is
 * thread-safe and opens its clients at first use.
 */
package dev.tidegate.runbooks.act.kubernetes;
