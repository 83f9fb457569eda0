/**
 * The endpoints that the daemon listens on and connects to, with references to their secrets.
 *
 * <p>Decides which values are valid. Imports no other room. Immutable; secrets are read at each use.
 */
@NullMarked
package dev.tidegate.autoscaler.config.endpoint;

import org.jspecify.annotations.NullMarked;
