/**
 * The capacity of a fleet: replicas, throughput of a replica, launch times and shares as checked values, and the
 * arithmetic from a demand to the replicas it needs (rounded up once, here). Imports the JDK only. Values are immutable;
 * the classes that learn from observations are not thread-safe.
 */
package dev.tidegate.autoscaler.capacity;
