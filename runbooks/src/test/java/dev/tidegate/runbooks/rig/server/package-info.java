/**
 * The servers of the rig that are one program each: what starts each one, and what shows that it serves. Imports the rig and
 * the JDK only. A server is started, killed and closed by one thread; reading is thread-safe.
 */
package dev.tidegate.runbooks.rig.server;
