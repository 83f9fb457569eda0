/**
 * How writes get into the database and onto the disk.
 *
 * <p>Decides who shares a transaction and a sync. Imports nothing of the project. {@link
 * dev.tidegate.runbooks.ledger.store.GroupCommit} and disks are thread-safe.
 */
package dev.tidegate.runbooks.ledger.store;
