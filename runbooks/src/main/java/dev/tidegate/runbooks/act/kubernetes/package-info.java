/**
 * Actuators for Kubernetes: the floor of a fleet, any field of any resource, scale, restarts, nodes.
 *
 * <p>Decides what the API server's answer means as an outcome, and whose field a field is. May import {@code act} and the
 * Fabric8 client, which is seen nowhere else. Every actuator is thread-safe and opens its clients at first use.
 */
package dev.tidegate.runbooks.act.kubernetes;
