/**
 * Where the daemon runs: two small instances in two zones, one of which holds the lease, and the database of leases and ledger.
 *
 * <p>Imports {@code settings}, {@code site}, {@code network}, {@code documents}, {@code machine}, {@code identity}, {@code cache}, {@code render}
 * and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.control;
