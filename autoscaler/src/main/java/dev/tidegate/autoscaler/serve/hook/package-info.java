/**
 * What others post to the daemon: alerts, and answers to a run's question for approval.
 *
 * <p>Decides whose word is taken: every hook authenticates what it gets before it reads it, and leaves it in the ledger, where
 * loops and runs find it. Imports {@code config.endpoint}, {@code loop.record} and runbooks' ledger and approvals; knows no server. All
 * types are thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.serve.hook;

import org.jspecify.annotations.NullMarked;
