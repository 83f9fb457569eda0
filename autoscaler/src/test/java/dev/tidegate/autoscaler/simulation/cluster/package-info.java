/**
 * Plays parts of the simulation's scenarios on real programs: Kubernetes' controllers scale fleets whose nodes and containers alone are
 * simulated, alone and above floors that the daemon sets. Run by {@code tools/compare-hpa}; no test starts it.
 */
package dev.tidegate.autoscaler.simulation.cluster;
