/**
 * Which region a client reaches: by network operator, by continent, by latency, by health, and what happens when none is healthy.
 *
 * <p>Inference is POST, which the edge does not send a second time: its failover is here and in the gateway. Imports {@code settings},
 * {@code site} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.dns;

import org.jspecify.annotations.NullMarked;
