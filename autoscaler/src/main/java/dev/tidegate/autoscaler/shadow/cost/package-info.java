/**
 * The cost of policies: what they paid and turned away, what they would turn away in larger bursts and while replicas
 * are lost, and their weights by cost. Imports {@code capacity}. Nothing here is thread-safe.
 */
package dev.tidegate.autoscaler.shadow.cost;
