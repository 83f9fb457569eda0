/**
 * Kubernetes' API as the actuators see it: objects as JSON, their fields as pointers, whose field a field is, and what the
 * server's answers mean as outcomes.
 *
 * <p>May import {@code act} and the Fabric8 client, which is seen nowhere else but in the room above. Everything is
 * thread-safe; a call is made once and bounded.
 */
package dev.tidegate.runbooks.act.kubernetes.api;
