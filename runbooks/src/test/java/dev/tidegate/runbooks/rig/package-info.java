/**
 * The rig: real servers as child processes on free loopback ports, for tests that must not be fooled by a fake. A class
 * says what it {@link dev.tidegate.runbooks.rig.Needs}; where that is missing it is skipped and named in
 * {@code target/skipped-components.txt}, or fails when {@code CI=true}. Servers are found by {@code TIDEGATE_<NAME>}, on
 * the path, or where {@code tools/install-servers} puts them.
 *
 * <p>Imports the JDK and JUnit only, so other modules use it by one dependency: {@code dev.tidegate:runbooks} of type
 * {@code test-jar} and scope {@code test}. Servers are started, killed and closed by one thread; reading is thread-safe.
 */
package dev.tidegate.runbooks.rig;
