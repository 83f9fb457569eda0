/**
 * The rig: real servers as child processes on free loopback ports, for tests that must not be fooled by a fake. A class
 * says what it {@link dev.tidegate.runbooks.rig.Needs}. Programs are found by {@code TIDEGATE_<NAME>}, on the path, or where
 * {@code tools/install-servers} puts them; a missing one is taken from a container where a Docker engine answers, else the
 * test is skipped and named in {@code target/skipped-components.txt}, or fails when {@code CI=true}.
 *
 * <p>Imports the JDK, JUnit and Testcontainers, so other modules use it by two dependencies: {@code dev.tidegate:runbooks} of
 * type {@code test-jar}, and {@code testcontainers}. Servers are started, killed and closed by one thread; reading is
 * thread-safe.
 */
package dev.tidegate.runbooks.rig;
