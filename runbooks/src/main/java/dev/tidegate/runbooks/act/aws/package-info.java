/**
 * Actuators for AWS: one class per kind of target, over the SDK's synchronous clients.
 *
 * <p>Decides what a service's answer means as an outcome. May import {@code act}, {@code act.wire}
 * and the AWS SDK, which is used nowhere else. Every actuator is thread-safe and opens its clients
 * at first use.
 */
package dev.tidegate.runbooks.act.aws;
