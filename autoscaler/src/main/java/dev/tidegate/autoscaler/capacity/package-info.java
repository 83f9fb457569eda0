/**
 * What a fleet can carry: replicas, throughput a replica, launch times, shares, as checked values, and the arithmetic
 * from a demand to the replicas that it needs (rounded up once, here). Imports the JDK only. All types are immutable.
 */
@NullMarked
package dev.tidegate.autoscaler.capacity;

import org.jspecify.annotations.NullMarked;
