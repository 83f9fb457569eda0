/**
 * A Kubernetes cluster for tests: store, API server, controllers and scheduler are real, nodes and
 * containers simulated. Imports the rig and the JDK only. A cluster is started and closed by one
 * thread; requests to it are thread-safe.
 */
package dev.tidegate.runbooks.rig.kubernetes;
