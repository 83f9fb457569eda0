/**
 * What a cycle knew, decided and did, and its form in the ledger: written by the loop, read by a restart, by {@code tidegate
 * status} and by a replay.
 *
 * <p>Decides the form of the autoscaler's entries. Imports {@code capacity}, {@code config}, {@code demand}, {@code guard},
 * {@code guard.window}, {@code plan}, {@code situation} and the ledger's, the tiers' and the actuators' values. Immutable, stateless.
 */
package dev.tidegate.autoscaler.loop.record;
