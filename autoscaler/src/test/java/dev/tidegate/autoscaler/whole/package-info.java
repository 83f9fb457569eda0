/**
 * Tests of the packaged program as a separate process among real servers: an LLM service's metrics, Prometheus, the AWS API.
 * Imports whatever it needs to check results; starts the program by its command line only.
 */
package dev.tidegate.autoscaler.whole;
