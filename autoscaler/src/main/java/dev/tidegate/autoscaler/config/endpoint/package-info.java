/**
 * Where the daemon itself is reached and what it connects to, with references to the secrets that this takes.
 *
 * <p>Decides what such a setting can be at all. Imports no other room. Immutable; a secret is read by whoever needs it, each time.
 */
@NullMarked
package dev.tidegate.autoscaler.config.endpoint;

import org.jspecify.annotations.NullMarked;
