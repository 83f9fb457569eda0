/**
 * What policies cost: what they paid and turned away, what they would in larger bursts and while replicas are lost, and who has a say by
 * it. Imports {@code capacity}. Nothing here is thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.shadow.cost;

import org.jspecify.annotations.NullMarked;
