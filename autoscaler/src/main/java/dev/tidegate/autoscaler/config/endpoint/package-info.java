/**
 * The endpoints that the daemon listens on and connects to, with references to their secrets.
 *
 * <p>Decides which values are valid. Imports no other room. Immutable; secrets are read at each use.
 */
package dev.tidegate.autoscaler.config.endpoint;
