/**
 * What others post to the daemon: alerts, and approvals of runs.
 *
 * <p>Decides whose posts are accepted: every hook authenticates a request before it parses it, and writes it to the ledger, where
 * loops and runs read it. Imports {@code config.endpoint}, {@code loop.record} and runbooks' ledger and approvals; knows no
 * server. All types are thread-safe.
 */
package dev.tidegate.autoscaler.serve.hook;
