/**
 * Who may do what: one role a room, exact actions on exact resources, keys, and the delivery pipeline's way in.
 *
 * <p>Imports {@code settings}, {@code site} and the Pulumi SDK. Policies are plain documents; components live on the deployment's
 * own thread.
 */
@NullMarked
package dev.tidegate.stacks.identity;

import org.jspecify.annotations.NullMarked;
