/**
 * What other policies would have done: demand does not depend on our decisions, so every policy that was not followed
 * can be scored exactly, on a shadow fleet of its own. Decides which policies to follow now. Imports {@code capacity},
 * {@code shadow.cost} and {@code shadow.signal}; demand is in replicas here. Types with state belong to one workload and
 * one thread.
 */
package dev.tidegate.autoscaler.shadow;
