/**
 * The ledger: an append-only, hash-chained record of what was observed, decided and done.
 *
 * <p>Decides the order of entries, and nothing else. May import Jackson's tree, Jdbi, HikariCP and
 * Flyway; {@code ledger.store} of the project. {@link dev.tidegate.runbooks.ledger.Ledger} and
 * {@link dev.tidegate.runbooks.ledger.Database} are thread-safe and may be shared with other
 * processes; the other types are immutable values.
 */
package dev.tidegate.runbooks.ledger;
