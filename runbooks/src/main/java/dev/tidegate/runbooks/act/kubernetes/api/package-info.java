/**
 * The Kubernetes API for the actuators: objects as JSON, fields as JSON pointers, field ownership,
 * and what the server's answers mean as outcomes.
 *
 * <p>May import {@code act} and the Fabric8 client, which is used only here and in the package
 * above. Everything is thread-safe; each call is one bounded attempt.
 */
package dev.tidegate.runbooks.act.kubernetes.api;
